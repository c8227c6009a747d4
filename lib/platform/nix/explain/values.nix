# Converts a value to JSON data. A value that JSON cannot represent is a set with the key `$nix`, which names its kind.
# Each part is evaluated separately, so that one that throws does not hide the others.
{ maxDepth, maxItems }:
let
  inherit (builtins)
    attrNames
    elem
    elemAt
    genList
    isString
    length
    listToAttrs
    toString
    tryEval
    typeOf
    unsafeDiscardStringContext
    ;

  kind = name: rest: { "$nix" = name; } // rest;

  # JavaScript cannot represent larger integers exactly.
  isLarge = n: n > 9007199254740991 || n < -9007199254740991;

  text =
    value:
    let
      tried = tryEval (unsafeDiscardStringContext (toString value));
    in
    if tried.success then tried.value else "?";

  firstOf = list: if length list <= maxItems then list else genList (elemAt list) maxItems;
  leftOf = list: if length list <= maxItems then 0 else length list - maxItems;

  # The value of an attribute that may throw.
  attribute =
    set: name:
    let
      tried = tryEval (set.${name} or null);
    in
    if tried.success then tried.value else null;

  property =
    depth: type: set:
    if type == "override" then
      kind "override" { inherit (set) priority; value = data depth set.content; }
    else if type == "order" then
      kind "order" { inherit (set) priority; value = data depth set.content; }
    else if type == "merge" then
      kind "merge" { items = map (data depth) set.contents; }
    else if type == "if" then
      let
        condition = tryEval set.condition;
      in
      if condition.success && condition.value == true then data depth set.content else kind "inactive" { }
    else if type == "option-type" then
      kind "type" { description = text (set.description or set.name or "?"); }
    else
      kind "other" { inherit type; };

  ofSet =
    depth: set:
    let
      type = attribute set "_type";
      names = attrNames set;
      shown = firstOf names;
    in
    if isString type then
      property depth type set
    else if attribute set "type" == "derivation" then
      kind "package" { name = text (attribute set "name"); }
    else if set ? __functor then
      kind "function" { }
    else if set ? outPath then
      kind "path" { path = text set; }
    else if set ? callPackage || set ? __unfix__ then
      kind "package-set" { }
    else if names != [ ] && depth == 0 then
      kind "cut" { }
    else
      let
        value = listToAttrs (map (name: { inherit name; value = data (depth - 1) set.${name}; }) shown);
      in
      if leftOf names == 0 && !(set ? "$nix") then value else kind "set" { inherit value; left = leftOf names; };

  ofList =
    depth: list:
    if list != [ ] && depth == 0 then
      kind "cut" { }
    else
      let
        items = map (data (depth - 1)) (firstOf list);
      in
      if leftOf list == 0 then items else kind "list" { inherit items; left = leftOf list; };

  data =
    depth: value:
    let
      tried = tryEval value;
      type = typeOf tried.value;
    in
    if !tried.success then
      kind "throws" { }
    else if type == "string" then
      unsafeDiscardStringContext tried.value
    else if type == "set" then
      ofSet depth tried.value
    else if type == "list" then
      ofList depth tried.value
    else if type == "lambda" then
      kind "function" { }
    else if type == "path" then
      kind "path" { path = text tried.value; }
    else if type == "int" && isLarge tried.value then
      kind "integer" { digits = text tried.value; }
    else if elem type [ "int" "float" "bool" "null" ] then
      tried.value
    else
      kind "other" { inherit type; };
in
data maxDepth
