# Resolves the properties of definitions like the module system, but keeps the definitions that it drops.
let
  inherit (builtins)
    all
    concatMap
    filter
    foldl'
    isAttrs
    isBool
    map
    mapAttrs
    sort
    tryEval
    ;

  typeOf = value: if isAttrs value then value._type or "" else "";
  defaultPriority = 100;
  defaultOrder = 1000;

  active =
    definition:
    definition
    // {
      isActive = true;
      priority = defaultPriority;
      order = null;
    };

  # Does not look behind a condition that is false: the value may not even evaluate.
  # A definition that throws counts as active: the value throws with it.
  discharge =
    definition:
    let
      inherit (definition) value;
      tried = tryEval (typeOf value);
      type = if tried.success then tried.value else "";
      condition = tryEval value.condition;
    in
    if !tried.success || (type == "if" && !condition.success) then
      [ (active definition) ]
    else if type == "merge" then
      concatMap (content: discharge (definition // { value = content; })) value.contents
    else if type == "if" then
      if !isBool value.condition then
        throw "‘mkIf’ called with a non-Boolean condition"
      else if value.condition then
        discharge (definition // { value = value.content; })
      else
        [ (definition // { isActive = false; value = null; priority = null; order = null; }) ]
    else if type == "definition" then
      discharge (definition // { inherit (value) file value; })
    else
      let
        isOverride = type == "override";
        content = if isOverride then value.content else value;
        inner = tryEval (typeOf content);
        isOrdered = inner.success && inner.value == "order";
      in
      [
        (
          active definition
          // {
            priority = if isOverride then value.priority else defaultPriority;
            order = if isOrdered then content.priority else null;
            value = if isOrdered then content.content else content;
          }
        )
      ];
  orderOf = definition: if definition.order == null then defaultOrder else definition.order;
in
rec {
  # Resolves the { file, value } definitions of one place: the winners in merge order, and the others.
  resolve =
    raw:
    let
      found = concatMap discharge raw;
      active = filter (definition: definition.isActive) found;
      best = foldl' (least: { priority, ... }: if priority < least then priority else least) 9999 active;
      wins = definition: definition.isActive && definition.priority == best;
      winners = filter wins found;
    in
    {
      winners =
        if all (definition: definition.order == null) winners then
          winners
        else
          sort (left: right: orderOf left < orderOf right) winners;
      lost = filter (definition: definition.isActive && definition.priority != best) found;
      inactive = filter (definition: !definition.isActive) found;
    };

  # Moves the properties of a set into its attributes, so that the sets have none.
  pushDown =
    value:
    let
      type = typeOf value;
      wrap = rest: map (mapAttrs (_: content: rest // { inherit content; _type = type; })) (pushDown value.content);
    in
    if !isAttrs value then
      [ ]
    else if type == "merge" then
      concatMap pushDown value.contents
    else if type == "if" then
      wrap { inherit (value) condition; }
    else if type == "override" then
      wrap { inherit (value) priority; }
    else if type == "" then
      [ value ]
    else
      [ ];

  # The definitions of an attribute, taken from the definitions of its set.
  below =
    name: definitions:
    concatMap (
      { file, value, priority ? defaultPriority, outerPriority ? defaultPriority, ... }:
      map (set: {
        inherit file;
        value = set.${name};
        outerPriority = if priority == defaultPriority then outerPriority else priority;
      }) (filter (set: set ? ${name}) (pushDown value))
    ) definitions;

  # The parts of definitions at a path below them, with their own properties.
  part =
    path: definitions:
    concatMap (
      definition:
      map (found: definition // { inherit (found) value; }) (
        foldl' (found: name: below name found) [ { inherit (definition) file value; } ] path
      )
    ) definitions;
}
