# Functions on strings, as in nixpkgs' lib.strings, and the formatter of values in error messages.
{ imap1, elem, genList, filter, isAttrs, attrNames, isDerivation, getBin, take, last, optional, ... }:
rec {
  inherit (builtins)
    concatStringsSep
    replaceStrings
    stringLength
    substring
    toJSON
    fromJSON
    isString
    match
    split
    typeOf
    compareVersions
    splitVersion
    unsafeDiscardStringContext
    hashString
    hashFile
    ;
  concatStrings = concatStringsSep "";
  concatMapStrings = f: list: concatStrings (map f list);
  concatMapStringsSep = sep: f: list: concatStringsSep sep (map f list);
  concatImapStringsSep = sep: f: list: concatStringsSep sep (imap1 f list);
  concatLines = concatMapStrings (s: s + "\n");
  intersperse = sep: list: if list == [ ] then [ ] else [ (builtins.head list) ] ++ builtins.concatMap (x: [ sep x ]) (builtins.tail list);
  optionalString = condition: s: if condition then s else "";
  hasPrefix = prefix: s: substring 0 (stringLength prefix) s == prefix;
  hasSuffix =
    suffix: s:
    let
      n = stringLength s - stringLength suffix;
    in
    n >= 0 && substring n (-1) s == suffix;
  hasInfix = infix: s: match ".*${escapeRegex infix}.*" (replaceStrings [ "\n" ] [ " " ] "${s}") != null;
  removePrefix = prefix: s: if hasPrefix prefix s then substring (stringLength prefix) (-1) s else s;
  removeSuffix = suffix: s: if hasSuffix suffix s then substring 0 (stringLength s - stringLength suffix) s else s;
  stringToCharacters = s: genList (n: substring n 1 s) (stringLength s);
  stringAsChars = f: s: concatStrings (map f (stringToCharacters s));
  splitString = sep: s: map (part: addContextFrom s part) (filter isString (split (escapeRegex sep) (toString s)));
  addContextFrom = src: target: substring 0 0 src + target;
  escape = chars: replaceStrings chars (map (c: "\\${c}") chars);
  escapeRegex = escape (stringToCharacters "\\[{()^$?*+|.");
  escapeShellArg =
    arg:
    let
      s = toString arg;
    in
    if match "[[:alnum:],._+:@%/-]+" s != null then s else "'${replaceStrings [ "'" ] [ "'\\''" ] s}'";
  escapeShellArgs = concatMapStringsSep " " escapeShellArg;
  escapeNixString = s: escape [ "$" ] (toJSON s);
  escapeNixIdentifier = s: if match "[a-zA-Z_][a-zA-Z0-9_'-]*" s != null then s else escapeNixString s;
  escapeXML = replaceStrings [ "\"" "'" "<" ">" "&" ] [ "&quot;" "&apos;" "&lt;" "&gt;" "&amp;" ];
  upperChars = stringToCharacters "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  lowerChars = stringToCharacters "abcdefghijklmnopqrstuvwxyz";
  toLower = replaceStrings upperChars lowerChars;
  toUpper = replaceStrings lowerChars upperChars;
  trim = s: let found = match "[[:space:]]*(.*[^[:space:]])?[[:space:]]*" s; in if builtins.head found == null then "" else builtins.head found;
  isStringLike = x: isString x || builtins.isPath x || x ? outPath || x ? __toString;
  isCoercibleToString = x: elem (typeOf x) [ "path" "string" "null" "int" "float" "bool" ] || x ? outPath || x ? __toString;
  isStorePath = x: isStringLike x && match "/nix/store/[0-9a-z]{32}-[^/]+" (unsafeDiscardStringContext (toString x)) != null;
  versionOlder = a: b: compareVersions b a == 1;
  versionAtLeast = a: b: !(versionOlder a b);
  versions = {
    major = v: builtins.elemAt (splitVersion v) 0;
    majorMinor = v: concatStringsSep "." (take 2 (splitVersion v));
  };
  getName = x: if isString x then (builtins.parseDrvName x).name else x.pname or (builtins.parseDrvName x.name).name;
  getVersion = x: if isString x then (builtins.parseDrvName x).version else x.version or (builtins.parseDrvName x.name).version;
  nameFromURL = url: sep: builtins.head (splitString sep (last (splitString "/" url)));
  makeSearchPath = sub: paths: concatMapStringsSep ":" (p: "${p}/${sub}") (filter (p: p != null) paths);
  makeBinPath = paths: makeSearchPath "bin" (map getBin paths);
  toInt = s: let n = fromJSON s; in if builtins.isInt n then n else throw "toInt: Could not convert ${escapeNixString s} to int.";
  fixedWidthString = width: filler: s: let n = stringLength s; in if n >= width then s else fixedWidthString width filler (filler + s);
  toShellVars = vars: concatStringsSep "\n" (map (n: "${n}=${escapeShellArg vars.${n}}") (attrNames vars));
  sanitizeDerivationName = s: concatMapStrings (c: if isString c then c else "-") (split "[^[:alnum:]+._?=-]+" (unsafeDiscardStringContext (toString s)));
  toPretty =
    _: value:
    let
      go =
        depth: indent: v:
        let
          inner = indent + "  ";
          block = open: items: close: "${open}\n${inner}${concatStringsSep "\n${inner}" items}\n${indent}${close}";
        in
        if depth > 10 then
          "<unevaluated>"
        else if builtins.isInt v || builtins.isFloat v then
          toString v
        else if isString v then
          if match ".*\n.*" v != null then "''\n${inner}${concatStringsSep "\n${inner}" (splitString "\n" v)}''" else toJSON v
        else if v == true then
          "true"
        else if v == false then
          "false"
        else if v == null then
          "null"
        else if builtins.isPath v then
          toString v
        else if builtins.isList v then
          if v == [ ] then "[ ]" else block "[" (map (go (depth + 1) inner) v) "]"
        else if builtins.isFunction v then
          "<function>"
        else if isAttrs v then
          if isDerivation v then
            "<derivation ${v.name or "???"}>"
          else if v == { } then
            "{ }"
          else
            block "{" (map (n: "${escapeNixIdentifier n} = ${go (depth + 1) inner v.${n}};") (attrNames v)) "}"
        else
          "<${typeOf v}>";
    in
    go 0 "" value;
}
