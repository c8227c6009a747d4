# Option types, as in nixpkgs' lib.types: a check, a merge function, and a description each.
{ mergeOneOption, mergeEqualOption, mergeDefaultOption, mergeUniqueOption, showOption, getFiles, boolType, evalModules
, mergeDefinitions, pushDownProperties, all, any, concatMap, concatStringsSep, elem, filter, filterAttrs, foldl', head, imap1
, isAttrs, isDerivation, isFunction, isList, isStorePath, isStringLike, last, length, mapAttrs, match, zipAttrsWith, toPretty
, hasPrefix, ... }:
let
  mkOptionType =
    { name, check ? _: true, merge ? mergeDefaultOption, ... }@attrs:
    {
      _type = "option-type";
      description = name;
      emptyValue = { };
      getSubOptions = _: { };
      getSubModules = null;
      substSubModules = _: null;
    }
    // attrs
    // { inherit name check merge; };
  simple = name: description: check: mkOptionType { inherit name description check; merge = mergeEqualOption; };

  # Merges the elements named `name` in the sets of `defs`.
  byName =
    loc: type: defs:
    mapAttrs (name: sub: mergeDefinitions (loc ++ [ name ]) type sub) (
      zipAttrsWith (_: builtins.concatLists) (
        concatMap (def: map (mapAttrs (_: value: [ { inherit (def) file; inherit value; } ])) (pushDownProperties def.value)) defs
      )
    );
  attrsLike =
    lazy: elemType:
    mkOptionType {
      name = if lazy then "lazyAttrsOf" else "attrsOf";
      description = "${if lazy then "lazy attribute set" else "attribute set"} of ${parens elemType}";
      check = isAttrs;
      getSubOptions = prefix: elemType.getSubOptions (prefix ++ [ "<name>" ]);
      nestedTypes = { inherit elemType; };
      merge =
        loc: defs:
        let
          merged = byName loc elemType defs;
        in
        mapAttrs (_: m: if lazy then m.optionalValue.value or elemType.emptyValue.value or m.mergedValue else m.mergedValue) (
          if lazy then merged else filterAttrs (_: m: m.isDefined) merged
        );
      emptyValue.value = { };
    };
  parens = type: if match ".* .*" type.description != null && !(elem type.name [ "int" "str" ]) then "(${type.description})" else type.description;
in
rec {
  inherit mkOptionType;
  isOptionType = x: x._type or null == "option-type";
  bool = boolType;
  boolByOr = bool // { merge = _: any (def: def.value); };
  raw = mkOptionType { name = "raw"; description = "raw value"; merge = mergeOneOption; };
  unspecified = mkOptionType { name = "unspecified"; description = "unspecified value"; };
  anything = mkOptionType {
    name = "anything";
    merge =
      loc: defs:
      let
        values = map (d: d.value) defs;
      in
      if all (v: isAttrs v && !(isDerivation v) && !(v ? __toString)) values then
        (lazyAttrsOf anything).merge loc defs
      else if all isList values then
        if length defs == 1 then head values else builtins.concatLists values
      else
        mergeEqualOption loc defs;
  };
  int = simple "int" "signed integer" builtins.isInt;
  float = simple "float" "floating point number" builtins.isFloat;
  ints = {
    between = low: high: simple "intBetween" "integer between ${toString low} and ${toString high} (both inclusive)" (x: builtins.isInt x && x >= low && x <= high);
    unsigned = simple "unsignedInt" "unsigned integer, meaning >=0" (x: builtins.isInt x && x >= 0);
    positive = simple "positiveInt" "positive integer, meaning >0" (x: builtins.isInt x && x > 0);
    u8 = simple "unsignedInt8" "8 bit unsigned integer; between 0 and 255 (both inclusive)" (x: builtins.isInt x && x >= 0 && x <= 255);
    u16 = simple "unsignedInt16" "16 bit unsigned integer; between 0 and 65535 (both inclusive)" (x: builtins.isInt x && x >= 0 && x <= 65535);
    u32 = simple "unsignedInt32" "32 bit unsigned integer" (x: builtins.isInt x && x >= 0 && x <= 4294967295);
  };
  port = ints.u16;
  number = either int float;
  str = simple "str" "string" builtins.isString;
  nonEmptyStr = simple "nonEmptyStr" "non-empty string" (x: builtins.isString x && match "[ \t\n]*" x == null);
  singleLineStr = mkOptionType {
    name = "singleLineStr";
    description = "(optionally newline-terminated) single-line string";
    check = x: builtins.isString x && match "[^\n\r]*\n?" x != null;
    merge = loc: defs: builtins.replaceStrings [ "\n" ] [ "" ] (mergeEqualOption loc defs);
  };
  strMatching = pattern: simple "strMatching" "string matching the pattern ${pattern}" (x: builtins.isString x && match pattern x != null);
  separatedString = sep: mkOptionType {
    name = "separatedString";
    description = if sep == "" then "Concatenated string" else "strings concatenated with ${builtins.toJSON sep}";
    check = builtins.isString;
    merge = _: defs: concatStringsSep sep (map (d: d.value) defs);
  };
  lines = separatedString "\n";
  commas = separatedString ",";
  envVar = separatedString ":";
  attrs = mkOptionType {
    name = "attrs";
    description = "attribute set";
    check = isAttrs;
    merge = _: foldl' (acc: def: acc // def.value) { };
    emptyValue.value = { };
  };
  path = simple "path" "path" (x: isStringLike x && hasPrefix "/" (toString x));
  package = mkOptionType {
    name = "package";
    check = x: isDerivation x || isStorePath x;
    merge = loc: defs: let v = mergeOneOption loc defs; in if isDerivation v then v else { type = "derivation"; name = baseNameOf v; outPath = toString v; out = v; };
  };
  shellPackage = package;
  pathInStore = simple "pathInStore" "path in the Nix store" (x: isStringLike x && hasPrefix "/nix/store/" (toString x));
  functionTo = elemType: mkOptionType {
    name = "functionTo";
    description = "function that evaluates to a(n) ${parens elemType}";
    check = isFunction;
    getSubOptions = prefix: elemType.getSubOptions (prefix ++ [ "<function body>" ]);
    merge = loc: defs: x: (mergeDefinitions (loc ++ [ "<function body>" ]) elemType (map (d: d // { value = d.value x; }) defs)).mergedValue;
  };
  listOf = elemType: mkOptionType {
    name = "listOf";
    description = "list of ${parens elemType}";
    check = isList;
    getSubOptions = prefix: elemType.getSubOptions (prefix ++ [ "*" ]);
    merge =
      loc: defs:
      map (m: m.mergedValue) (
        filter (m: m.isDefined) (
          builtins.concatLists (
            imap1 (
              n: def:
              imap1 (
                m: value: mergeDefinitions (loc ++ [ "[definition ${toString n}-entry ${toString m}]" ]) elemType [ { inherit (def) file; inherit value; } ]
              ) def.value
            ) defs
          )
        )
      );
    emptyValue.value = [ ];
  };
  nonEmptyListOf = elemType: listOf elemType // { description = "non-empty list of ${parens elemType}"; check = l: isList l && l != [ ]; };
  attrsOf = attrsLike false;
  lazyAttrsOf = attrsLike true;
  uniq = unique { message = ""; };
  unique = { message }: type: type // { merge = mergeUniqueOption { inherit message; }; };
  nullOr = elemType: mkOptionType {
    name = "nullOr";
    description = "null or ${parens elemType}";
    check = x: x == null || elemType.check x;
    merge =
      loc: defs:
      let
        nulls = length (filter (d: d.value == null) defs);
      in
      if nulls == length defs then
        null
      else if nulls != 0 then
        throw "The option `${showOption loc}` is defined both null and not null, in ${concatStringsSep " and " (map (f: "`${f}'") (getFiles defs))}."
      else
        elemType.merge loc defs;
    emptyValue.value = null;
    nestedTypes = { inherit elemType; };
    inherit (elemType) getSubModules getSubOptions;
  };
  either = t1: t2: mkOptionType {
    name = "either";
    description = "${parens t1} or ${parens t2}";
    check = x: t1.check x || t2.check x;
    nestedTypes = { left = t1; right = t2; };
    merge =
      loc: defs:
      let
        values = map (d: d.value) defs;
      in
      if all t1.check values then t1.merge loc defs else if all t2.check values then t2.merge loc defs else mergeOneOption loc defs;
  };
  oneOf = types: foldl' either (head types) (builtins.tail types);
  enum =
    values:
    mkOptionType {
      name = "enum";
      description =
        let
          show = v: if builtins.isString v then builtins.toJSON v else toPretty { } v;
        in
        if length values == 1 then "value ${show (head values)} (singular enum)" else "one of ${concatStringsSep ", " (map show values)}";
      check = x: elem x values;
      merge = mergeEqualOption;
    };
  coercedTo = from: f: to: mkOptionType {
    name = "coercedTo";
    description = "${to.description} or ${from.description} convertible to it";
    check = x: (from.check x && to.check (f x)) || to.check x;
    merge = loc: defs: to.merge loc (map (def: def // { value = if from.check def.value then f def.value else def.value; }) defs);
    nestedTypes = { coercedType = from; finalType = to; };
    inherit (to) emptyValue getSubModules getSubOptions;
  };
  addCheck = type: check: type // { check = x: type.check x && check x; };
  optionType = mkOptionType { name = "optionType"; description = "optionType"; check = isOptionType; merge = mergeOneOption; };
  deferredModule = mkOptionType {
    name = "deferredModule";
    description = "module";
    check = x: isAttrs x || isFunction x || builtins.isPath x;
    merge = _: defs: { imports = map (d: { _file = d.file; imports = [ d.value ]; }) defs; };
  };
  submodule = modules: submoduleWith { shorthandOnlyDefinesConfig = true; modules = if isList modules then modules else [ modules ]; };
  submoduleWith =
    { modules, specialArgs ? { }, shorthandOnlyDefinesConfig ? false, description ? "submodule", ... }:
    let
      # The declarations of the submodule, independent of definitions.
      declared =
        prefix:
        evalModules {
          modules = modules ++ [ { _file = "submodule"; config._module.args.name = "<name>"; } ];
          inherit specialArgs prefix;
        };
      freeform = (declared [ ]).freeformType;
    in
    mkOptionType {
      name = "submodule";
      description = if freeform == null then description else freeform.description;
      inherit specialArgs;
      getSubOptions = prefix: (declared prefix).options;
      functor.payload = { inherit modules specialArgs shorthandOnlyDefinesConfig; };
      check = x: isAttrs x || isFunction x || (builtins.isPath x || (builtins.isString x && hasPrefix "/" x));
      merge =
        loc: defs:
        (evalModules {
          modules =
            modules
            ++ [ { _file = "submodule"; config._module.args.name = last loc; } ]
            ++ map (
              def:
              if isAttrs def.value && shorthandOnlyDefinesConfig then
                { _file = def.file; config = def.value; }
              else
                { _file = def.file; imports = [ def.value ]; }
            ) defs;
          inherit specialArgs;
          prefix = loc;
        }).config;
      emptyValue.value = { };
      getSubModules = modules;
    };
}
