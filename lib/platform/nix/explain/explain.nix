# Explains an option of a host, a part of its value, or the options below a prefix that the program sets.
{ values, definitions, walk, host, path, withDefinitions, withValue, mustEvaluate }:
system:
let
  inherit (builtins)
    any
    attrNames
    concatMap
    filter
    isAttrs
    isString
    mapAttrs
    removeAttrs
    seq
    stringLength
    substring
    toString
    unsafeDiscardStringContext
    ;
  instrumented = host system;
  walking = walk { inherit definitions; inherit (instrumented) lib; };
  inherit (walking) isOption definitionsOf placeOf;

  plain = value: unsafeDiscardStringContext (toString value);
  unevaluated."$nix" = "unevaluated";

  # Every host that cdknix writes gets its flake as `self`.
  tree = plain instrumented.specialArgs.self + "/";
  isOfProgram = definition: substring 0 (stringLength tree) (plain definition.file) == tree;

  defaultOf =
    option:
    let
      given = option.defaultText or option.default;
      type = if isAttrs given then given._type or "" else "";
    in
    if option == null || !(option ? defaultText || option ? default) then
      null
    else if type == "literalExpression" || type == "literalMD" then
      { inherit (given) text; }
    else if option ? defaultText && isString given then
      { text = given; }
    else
      { value = if withDefinitions then values given else unevaluated; };

  describe = outcome: definition: {
    inherit outcome;
    inherit (definition) order;
    # Forcing a set forces its attributes.
    priority = if definition.priority == 100 then definition.outerPriority or 100 else definition.priority;
    file = plain definition.file;
    isDefault = definition.isDefault or false;
    value = if withDefinitions && definition.isActive then values definition.value else unevaluated;
  };

  answerOf = place: {
    kind = "option";
    inherit (place) loc siblings;
    type = place.type.description or null;
    declarations = if place.option == null then [ ] else map plain place.option.declarations;
    default = defaultOf place.option;
    value =
      if withValue then
        values place.value
      else if mustEvaluate then
        seq place.value null
      else
        unevaluated;
    definitions =
      map (describe "wins") place.resolved.winners
      ++ map (describe "loses") (place.resolved.lost ++ place.outer)
      ++ map (describe "inactive") place.resolved.inactive;
  };

  setByProgram =
    options:
    concatMap (
      name:
      let
        node = options.${name};
      in
      if !isOption node then
        if isAttrs node then setByProgram node else [ ]
      else if any isOfProgram (definitionsOf node) then
        [ (answerOf (placeOf node)) ]
      else
        [ ]
    ) (attrNames (removeAttrs options [ "_module" ]));

  found = walking.walk instrumented.options path;
  inputs = instrumented.specialArgs.inputs or { };
  withoutPath = filter (name: !(inputs.${name} ? outPath)) (attrNames inputs);
in
{
  inherit tree;
  inherit (instrumented) nixpkgs isComplete;
  inputs = mapAttrs (_: plain) (removeAttrs inputs withoutPath);
  answer =
    if found.kind == "place" then
      answerOf found
    else if found.kind == "prefix" then
      {
        inherit (found) kind loc;
        options = setByProgram found.options;
      }
    else
      found;
}
