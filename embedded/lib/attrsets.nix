# Functions on attribute sets, as in nixpkgs' lib.attrsets.
{ foldr, concatMap, head, tail, length, optional, foldl', ... }:
rec {
  inherit (builtins)
    attrNames
    attrValues
    listToAttrs
    hasAttr
    getAttr
    isAttrs
    removeAttrs
    mapAttrs
    intersectAttrs
    catAttrs
    zipAttrsWith
    ;
  nameValuePair = name: value: { inherit name value; };
  mapAttrs' = f: set: listToAttrs (map (name: f name set.${name}) (attrNames set));
  mapAttrsToList = f: set: map (name: f name set.${name}) (attrNames set);
  attrsToList = mapAttrsToList nameValuePair;
  concatMapAttrs = f: set: foldl' (a: b: a // b) { } (attrValues (mapAttrs f set));
  filterAttrs = pred: set: listToAttrs (concatMap (name: optional (pred name set.${name}) (nameValuePair name set.${name})) (attrNames set));
  genAttrs = names: f: listToAttrs (map (name: nameValuePair name (f name)) names);
  optionalAttrs = condition: set: if condition then set else { };
  attrByPath =
    path: default: set:
    if path == [ ] then
      set
    else if isAttrs set && set ? ${head path} then
      attrByPath (tail path) default set.${head path}
    else
      default;
  hasAttrByPath = path: set: path == [ ] || (isAttrs set && set ? ${head path} && hasAttrByPath (tail path) set.${head path});
  getAttrFromPath =
    path: set: attrByPath path (throw "cannot find attribute `${builtins.concatStringsSep "." path}'") set;
  attrVals = names: set: map (name: set.${name}) names;
  setAttrByPath = path: value: foldr (name: rest: { ${name} = rest; }) value path;
  getAttrs = names: set: genAttrs names (name: set.${name});
  zipAttrs = zipAttrsWith (_: values: values);
  foldlAttrs = f: start: set: foldl' (acc: name: f acc name set.${name}) start (attrNames set);
  isDerivation = value: value.type or null == "derivation";
  recursiveUpdateUntil =
    pred: lhs: rhs:
    let
      go = path: zipAttrsWith (
        name: values:
        let
          here = path ++ [ name ];
        in
        if length values == 1 || pred here (head (tail values)) (head values) then head values else go here values
      );
    in
    go [ ] [ rhs lhs ];
  recursiveUpdate = recursiveUpdateUntil (_: lhs: rhs: !(isAttrs lhs && isAttrs rhs));
  mapAttrsRecursiveCond =
    cond: f: set:
    let
      go = path: mapAttrs (name: value: if isAttrs value && cond value then go (path ++ [ name ]) value else f (path ++ [ name ]) value);
    in
    go [ ] set;
  mapAttrsRecursive = mapAttrsRecursiveCond (_: true);
  collect =
    pred: set:
    if pred set then [ set ] else if isAttrs set then concatMap (collect pred) (attrValues set) else [ ];
  getOutput = output: pkg: if pkg.outputSpecified or false then pkg else pkg.${output} or pkg.out or pkg;
  getBin = getOutput "bin";
  getLib = getOutput "lib";
  getDev = getOutput "dev";
  getMan = getOutput "man";
  recurseIntoAttrs = set: set // { recurseForDerivations = true; };
}
