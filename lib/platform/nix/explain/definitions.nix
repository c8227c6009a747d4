# Definitions with their properties resolved as the module system does it, and those kept that it drops on the way.
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

  # What is behind a condition that does not hold is not looked at: it may not even evaluate.
  # A definition that throws is one that is active: the value throws with it.
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
  # What { file, value } definitions of one place come to: those that win, in the order of merging, and the others.
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

  # A set below properties as sets without: they move to its attributes.
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

  # The definitions of an attribute that definitions of its set hold.
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

  # What definitions hold at a path below them, each as it was on its way.
  part =
    path: definitions:
    concatMap (
      definition:
      map (found: definition // { inherit (found) value; }) (
        foldl' (found: name: below name found) [ { inherit (definition) file value; } ] path
      )
    ) definitions;
}
