# Follows a path of names from the options of a host through sets of options and into their values, as far as their types
# describe the contents. Ends at a place, `kind = "place"`, with its definitions and its value; at a set of options,
# `kind = "prefix"`; or at a name that does not exist, `kind = "unknown"`.
{ definitions, lib }:
let
  inherit (builtins)
    all
    attrNames
    elem
    elemAt
    filter
    functionArgs
    genList
    head
    intersectAttrs
    isAttrs
    length
    removeAttrs
    tail
    tryEval
    ;
  inherit (definitions) resolve below part;

  last = list: elemAt list (length list - 1);
  isOption = value: isAttrs value && value._type or "" == "option";
  attribute =
    value: name:
    if isAttrs value && value ? ${name} then value.${name} else throw "there is no attribute ${name}";
  namesOf =
    value:
    let
      tried = tryEval value;
    in
    if tried.success && isAttrs tried.value then attrNames tried.value else [ ];

  # The definitions of an option with their properties, the default first.
  definitionsOf =
    option:
    let
      isAll = option ? allDefinitions;
      winning = map (definition: {
        inherit (definition) file;
        value = {
          _type = "override";
          priority = option.highestPrio;
          content = definition.value;
        };
      }) option.definitionsWithLocations;
      raw = if isAll then option.allDefinitions else winning;
      hasDefault = option ? default && (isAll || option.highestPrio == 1500);
    in
    if hasDefault && raw != [ ] then [ (head raw // { isDefault = true; }) ] ++ tail raw else raw;

  # `outer`: definitions of it that lost further out.
  placeOf = outer: option: {
    kind = "place";
    siblings = [ ];
    inherit outer option;
    inherit (option) loc type value declarations;
    resolved = resolve (definitionsOf option);
  };

  unknown = loc: names: {
    kind = "unknown";
    inherit loc names;
  };

  # `otherwise`: result for a path whose names are not options; null if there is none.
  inTree =
    { options, loc, outer, otherwise }@tree:
    path:
    let
      name = head path;
      node = options.${name};
    in
    if path == [ ] then
      {
        kind = "prefix";
        inherit loc options;
      }
    else if !(options ? ${name}) then
      if otherwise != null then otherwise else unknown loc (attrNames (removeAttrs options [ "_module" ]))
    else if isOption node then
      at (placeOf outer node) (tail path)
    else
      inTree (
        tree
        // {
          options = node;
          loc = loc ++ [ name ];
        }
      ) (tail path);

  at = place: path: if path == [ ] then place else within place path;

  # Descends according to the type of a place.
  within =
    place: path:
    let
      inherit (place) loc type;
      inherit (place.resolved) winners lost;
      name = type.name or "";
      nested = type.nestedTypes or { };
      leaving = place // { outer = place.outer ++ part path lost; };
      as = type: resolved: within (place // { inherit type; resolved = place.resolved // resolved; }) path;
      fits = type: all (definition: type.check definition.value) winners;
      coerced =
        definition:
        let
          tried = tryEval (type.merge loc [ { inherit (definition) file value; } ]);
        in
        if isAttrs definition.value || !tried.success then definition else definition // { inherit (tried) value; };
    in
    if elem name [ "attrsOf" "lazyAttrsOf" "anything" ] then
      element leaving (nested.elemType or type) path
    else if elem name [ "nullOr" "unique" "uniq" ] && nested ? elemType then
      as nested.elemType { winners = filter (definition: definition.value != null) winners; }
    else if name == "coercedTo" && nested ? finalType then
      as nested.finalType {
        winners = map coerced winners;
        lost = map coerced lost;
      }
    else if name == "either" && nested ? left then
      as (if fits nested.left then nested.left else nested.right) { }
    else if name == "submodule" && type.getSubModules or null != null then
      inSubmodule leaving path
    else
      untyped leaving path;

  element =
    place: type: path:
    let
      name = head path;
      raw = below name place.resolved.winners;
      siblings = namesOf place.value;
    in
    if raw == [ ] && tail path != [ ] && place.outer == [ ] then
      unknown place.loc siblings
    else
      at {
        kind = "place";
        inherit type siblings;
        inherit (place) outer declarations;
        option = null;
        loc = place.loc ++ [ name ];
        resolved = resolve raw;
        value = attribute place.value name;
      } (tail path);

  # Evaluates the submodule once more, because its type exposes only its value.
  inSubmodule =
    place: path:
    let
      inherit (place) loc type resolved declarations;
      payload = type.functor.payload or { };
      isShorthand = payload.shorthandOnlyDefinesConfig or false == true;
      module =
        { file, value, ... }:
        { _file = file; } // (if isAttrs value && isShorthand then { config = value; } else { imports = [ value ]; });
      given = {
        prefix = loc;
        specialArgs = payload.specialArgs or { };
        modules = [
          { _module.args.name = lib.mkOptionDefault "‹name›"; }
          {
            _file = if declarations == [ ] then "<unknown-file>" else head declarations;
            imports = type.getSubModules;
          }
          { _module.args.name = last loc; }
        ] ++ map module resolved.winners;
      };
      evaluated = lib.evalModules (intersectAttrs (functionArgs lib.evalModules) payload // given);
      freeform = evaluated._module.freeformType or null;
      config = value: if !isAttrs value then { } else if isShorthand then value else value.config or value;
      otherwise = within (
        place
        // {
          type = freeform;
          resolved = {
            winners = map (definition: definition // { value = config definition.value; }) resolved.winners;
            lost = [ ];
            inactive = [ ];
          };
        }
      ) path;
    in
    inTree {
      inherit (evaluated) options;
      inherit (place) outer;
      inherit loc;
      otherwise = if freeform == null then null else otherwise;
    } path;

  # Without a type that defines merging, sets are merged at their first level: the last one that has an attribute wins.
  untyped =
    place: path:
    let
      name = head path;
      holders = map (definition: definition // { value = definition.value.${name}; }) (
        filter (definition: isAttrs definition.value && definition.value ? ${name}) place.resolved.winners
      );
    in
    if holders == [ ] then
      unknown place.loc (namesOf place.value)
    else
      at (
        place
        // {
          option = null;
          siblings = [ ];
          loc = place.loc ++ [ name ];
          type = { };
          value = attribute place.value name;
          resolved = {
            winners = [ (last holders) ];
            lost = genList (elemAt holders) (length holders - 1);
            inactive = [ ];
          };
        }
      ) (tail path);
in
{
  inherit isOption definitionsOf;
  placeOf = placeOf [ ];
  walk =
    options:
    inTree {
      inherit options;
      loc = [ ];
      outer = [ ];
      otherwise = null;
    };
}
