# Option declarations, properties of definitions, and error messages: nixpkgs' lib.options with its wording.
{ concatStringsSep, concatMapStrings, splitString, escapeNixIdentifier, toPretty, foldl', optional, take, length, setAttrByPath, getAttrFromPath
, all, any, head, elem, ... }:
rec {
  mkOption = attrs: attrs // { _type = "option"; };
  mkEnableOption = name: mkOption { default = false; example = true; description = "Whether to enable ${name}."; type = boolType; };
  # lib.types.bool; defined here because types.nix imports this file.
  boolType = {
    _type = "option-type";
    name = "bool";
    description = "boolean";
    check = builtins.isBool;
    merge = mergeEqualOption;
    emptyValue = { };
    getSubOptions = _: { };
    getSubModules = null;
  };
  isOption = x: x._type or null == "option";
  literalExpression = text: { _type = "literalExpression"; inherit text; };
  literalMD = text: { _type = "literalMD"; inherit text; };
  mdDoc = text: text;

  mkOverride = priority: content: { _type = "override"; inherit priority content; };
  mkOptionDefault = mkOverride 1500;
  mkDefault = mkOverride 1000;
  defaultOverridePriority = 100;
  mkImageMediaOverride = mkOverride 60;
  mkForce = mkOverride 50;
  mkVMOverride = mkOverride 10;
  mkOrder = priority: content: { _type = "order"; inherit priority content; };
  mkBefore = mkOrder 500;
  defaultOrderPriority = 1000;
  mkAfter = mkOrder 1500;
  mkIf = condition: content: { _type = "if"; inherit condition content; };
  mkMerge = contents: { _type = "merge"; inherit contents; };
  mkAssert = assertion: message: content: mkIf (if assertion then true else throw "\nFailed assertion: ${message}") content;
  mkDefinition = args: args // { _type = "definition"; };

  showOption = parts: concatStringsSep "." (map (part: if elem part [ "<name>" "*" "<function body>" ] then part else escapeNixIdentifier part) parts);
  showFiles = files: concatStringsSep " and " (map (f: "`${f}'") files);
  showDefs = concatMapStrings (
    def:
    let
      pretty = builtins.tryEval (let s = toPretty { } def.value; in builtins.seq (builtins.stringLength s) s);
      lines = splitString "\n" pretty.value;
      value = concatStringsSep "\n    " (take 5 lines ++ optional (length lines > 5) "...");
    in
    "\n- In `${def.file}'${
      if !pretty.success then "" else if length lines > 1 then ":\n    ${value}" else ": ${value}"
    }"
  );
  getFiles = map (def: def.file);
  getValues = map (def: def.value);
  prioritySuggestion = "Use `lib.mkForce value` or `lib.mkDefault value` to change the priority on any of these definitions.";

  mergeUniqueOption =
    { message }:
    loc: defs:
    if length defs == 1 then
      (head defs).value
    else
      throw "The option `${showOption loc}' is defined multiple times while it's expected to be unique.\n${message}\nDefinition values:${showDefs defs}\n${prioritySuggestion}";
  mergeOneOption = mergeUniqueOption { message = ""; };
  mergeEqualOption =
    loc: defs:
    if all (def: def.value == (head defs).value) defs then
      (head defs).value
    else
      throw "The option `${showOption loc}' has conflicting definition values:${showDefs defs}\n${prioritySuggestion}";
  # For options without a type: lists are concatenated, sets are merged, everything else must be equal.
  mergeDefaultOption =
    loc: defs:
    let
      values = getValues defs;
    in
    if length defs == 1 then
      head values
    else if all builtins.isFunction values then
      x: mergeDefaultOption loc (map (def: def // { value = def.value x; }) defs)
    else if all builtins.isList values then
      builtins.concatLists values
    else if all builtins.isAttrs values then
      foldl' (a: b: a // b) { } values
    else if all builtins.isBool values then
      any (v: v) values
    else if all builtins.isString values then
      concatStringsSep "" values
    else
      mergeEqualOption loc defs;

  # Turns a definition of the option `from` into one of the option `to`.
  doRename =
    { from, to, warn, use ? (x: x), ... }:
    { config, options, ... }:
    let
      old = getAttrFromPath from options;
    in
    {
      options = setAttrByPath from (mkOption {
        visible = false;
        description = "Alias of {option}`${showOption to}`.";
        apply = _: use (getAttrFromPath to config);
      });
      config = mkMerge [
        (mkIf (warn && old.isDefined) {
          warnings = [ "The option `${showOption from}' defined in ${showFiles old.files} has been renamed to `${showOption to}'." ];
        })
        (mkIf old.isDefined (setAttrByPath to (mkMerge (map (mkOverride old.highestPrio) old.definitions))))
      ];
    };
  mkRenamedOptionModule = from: to: doRename { inherit from to; warn = true; };
  mkRenamedOptionModuleWith = { from, to, sinceRelease }: doRename { inherit from to; warn = true; };
  mkAliasOptionModule = from: to: doRename { inherit from to; warn = false; };
  mkAliasDefinitions = option: mkIf option.isDefined (mkMerge (map (mkOverride option.highestPrio) option.definitions));
  mkRemovedOptionModule =
    path: instructions:
    { options, ... }:
    let
      old = getAttrFromPath path options;
    in
    {
      options = setAttrByPath path (
        mkOption {
          visible = false;
          apply = _: throw "The option `${showOption path}' can no longer be used since it's been removed. ${instructions}";
        }
      );
      config.assertions = [
        {
          assertion = !old.isDefined;
          message = "The option definition `${showOption path}' in ${showFiles old.files} no longer has any effect; please remove it.\n${instructions}";
        }
      ];
    };
}
