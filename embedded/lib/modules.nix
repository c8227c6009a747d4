# The module system: collects modules, evaluates options, and reports errors, with the behavior and wording of nixpkgs.
{ concatMap, foldl', filter, head, length, all, any, optional, sort, isAttrs, mapAttrs, attrNames, zipAttrsWith, setAttrByPath
, removeAttrs, min, isOption, showOption, showDefs, showFiles, getFiles, mkOption, mkOverride, mkOptionDefault, mkIf
, defaultOverridePriority, defaultOrderPriority, types, recursiveUpdate, unique, baseRelease, ... }@args:
let
  unknownHint = "\n\nThis is the offline base, which supports only the options of its own modules, as in NixOS ${baseRelease}. For all options of NixOS, build with `--nixpkgs github:NixOS/nixpkgs/nixos-${baseRelease}'.";

  collect = import ./modules-collect.nix args;

  # Moves mkMerge, mkIf, and mkOverride around a set to its attributes.
  pushDown =
    cfg:
    let
      type = cfg._type or null;
    in
    if type == "merge" then
      concatMap pushDown cfg.contents
    else if type == "if" then
      map (mapAttrs (_: v: mkIf cfg.condition v)) (pushDown cfg.content)
    else if type == "override" then
      map (mapAttrs (_: v: mkOverride cfg.priority v)) (pushDown cfg.content)
    else
      [ cfg ];

  # Resolves mkMerge and mkIf to the definitions that apply.
  discharge =
    def:
    let
      type = def._type or null;
    in
    if type == "merge" then
      concatMap discharge def.contents
    else if type == "if" then
      if builtins.isBool def.condition then
        if def.condition then discharge def.content else [ ]
      else
        throw "‘mkIf’ called with a non-Boolean condition"
    else
      [ def ];

  filterOverrides =
    defs:
    let
      prio = def: if def.value._type or null == "override" then def.value.priority else defaultOverridePriority;
      highestPrio = foldl' (p: def: min p (prio def)) 9999 defs;
    in
    {
      inherit highestPrio;
      values = map (def: if def.value._type or null == "override" then def // { value = def.value.content; } else def) (
        filter (def: prio def == highestPrio) defs
      );
    };

  sortProperties =
    defs:
    let
      strip = def: if def.value._type or null == "order" then def // { value = def.value.content; inherit (def.value) priority; } else def;
      order = def: def.priority or defaultOrderPriority;
    in
    if any (def: def.value._type or null == "order") defs then sort (a: b: order a < order b) (map strip defs) else defs;

  # The merged value of the definitions of the option at `loc`, with metadata.
  mergeDefinitions =
    loc: type: defs:
    rec {
      discharged = concatMap (
        def:
        map (v: if v._type or null == "definition" then { inherit (v) file value; } else { inherit (def) file; value = v; }) (
          discharge def.value
        )
      ) defs;
      overridden = filterOverrides discharged;
      sorted = sortProperties overridden.values;
      isDefined = sorted != [ ];
      mergedValue =
        if !isDefined then
          throw "The option `${showOption loc}' is used but not defined."
        else if all (def: type.check def.value) sorted then
          type.merge loc sorted
        else
          throw "A definition for option `${showOption loc}' is not of type `${type.description}'. Definition values:${
            showDefs (filter (def: !(type.check def.value)) sorted)
          }";
      optionalValue = if isDefined then { value = mergedValue; } else { };
    };

  evalOption =
    loc: decls: defs:
    let
      merged = foldl' (acc: d: acc // d.options) { } decls;
      type =
        if length decls > 1 && all (d: d.options.type.getSubModules or null != null) decls then
          types.submoduleWith { modules = concatMap (d: d.options.type.getSubModules) decls; specialArgs = merged.type.specialArgs or { }; }
        else
          merged.type or types.unspecified;
      clash = filter (name: length (filter (d: d.options ? ${name}) decls) > 1) [ "default" "type" "apply" ];
      fallback = optional (merged ? default) { file = head (map (d: d.file) decls); value = mkOptionDefault merged.default; };
      # Includes losing definitions, with their properties.
      allDefinitions = fallback ++ defs;
      res = mergeDefinitions loc type allDefinitions;
      value =
        if merged.readOnly or false && length defs > 1 then
          throw "The option `${showOption loc}' is read-only, but it's set multiple times. Definition values:${showDefs defs}"
        else
          res.mergedValue;
    in
    if length decls > 1 && clash != [ ] && !(all (d: d.options.type.getSubModules or null != null) decls) then
      throw "The option `${showOption loc}' in ${showFiles (map (d: d.file) decls)} is already declared."
    else
      merged
      // {
        inherit loc type allDefinitions;
        value = builtins.addErrorContext "while evaluating the option `${showOption loc}':" ((merged.apply or (x: x)) value);
        declarations = map (d: d.file) decls;
        definitions = map (d: d.value) res.sorted;
        definitionsWithLocations = res.sorted;
        files = unique (getFiles res.sorted);
        isDefined = res.isDefined && (res.overridden.highestPrio < 1500 || !(merged ? default) || defs != [ ]);
        inherit (res.overridden) highestPrio;
        __toString = _: showOption loc;
      };

  # Options by name, and the definitions that match none.
  mergeTree =
    prefix: optionSets: configSets:
    let
      declared = zipAttrsWith (_: v: v) (map (m: mapAttrs (_: options: { inherit (m) file; inherit options; }) m.options) optionSets);
      defined = zipAttrsWith (_: builtins.concatLists) (
        concatMap (
          m:
          map (
            c:
            if isAttrs c then
              mapAttrs (_: value: [ { inherit (m) file; inherit value; } ]) c
            else
              throw "The option path `${showOption prefix}' is a set of options, but in `${m.file}' it is given a value of type ${builtins.typeOf c}."
          ) (pushDown m.config)
        ) configSets
      );
      results = mapAttrs (
        name: decls:
        let
          loc = prefix ++ [ name ];
          defs = defined.${name} or [ ];
          areOptions = filter (d: isOption d.options) decls;
        in
        if length areOptions == length decls then
          { option = evalOption loc decls defs; unmatched = [ ]; }
        else if areOptions == [ ] then
          let
            sub = mergeTree loc decls (map (d: { inherit (d) file; config = d.value; }) defs);
          in
          { option = sub.options; inherit (sub) unmatched; }
        else
          throw "The option `${showOption loc}' in ${showFiles (map (d: d.file) areOptions)} is a prefix of options in ${
            showFiles (map (d: d.file) (filter (d: !(isOption d.options)) decls))
          }."
      ) declared;
    in
    {
      options = mapAttrs (_: r: r.option) results;
      unmatched =
        concatMap (r: r.unmatched) (builtins.attrValues results)
        ++ concatMap (name: map (def: def // { loc = prefix ++ [ name ]; }) defined.${name}) (
          filter (name: !(declared ? ${name})) (attrNames defined)
        );
    };

  values = mapAttrs (_: o: if isOption o then o.value else values o);
in
rec {
  inherit mergeDefinitions pushDown;
  pushDownProperties = pushDown;
  dischargeProperties = discharge;
  setDefaultModuleLocation = file: m: { _file = file; imports = [ m ]; };

  # Evaluates modules to { config, options, … }. `prefix` is the location of the result, for messages.
  evalModules =
    { modules, specialArgs ? { }, prefix ? [ ], check ? true, ... }:
    let
      internal = {
        _file = "lib/modules.nix";
        key = "lib/modules.nix";
        imports = [ ];
        disabled = [ ];
        freeformType = null;
        options._module = {
          args = mkOption { type = types.lazyAttrsOf types.raw; default = { }; };
          check = mkOption { type = types.bool; default = check; };
          freeformType = mkOption { type = types.nullOr types.raw; default = null; };
        };
        config = { };
      };
      args = {
        lib = specialArgs.lib or (import ./.);
        inherit options extendModules;
        config = all';
        moduleType = type;
      } // specialArgs;
      collected = [ internal ] ++ collect modules args;
      tree = mergeTree prefix (map (m: { file = m._file; inherit (m) options; }) collected) (
        map (m: { file = m._file; inherit (m) config; }) collected
      );
      options = tree.options;
      declaredConfig = values options;
      freeform = foldl' (acc: m: if m.freeformType == null then acc else m.freeformType) (declaredConfig._module.freeformType) collected;
      freeformDefs = map (def: {
        inherit (def) file;
        value = setAttrByPath (builtins.genList (n: builtins.elemAt def.loc (n + length prefix)) (length def.loc - length prefix)) def.value;
      }) tree.unmatched;
      all' =
        if freeform == null || tree.unmatched == [ ] then
          declaredConfig
        else
          recursiveUpdate (freeform.merge prefix freeformDefs) declaredConfig;
      first = head tree.unmatched;
      checked =
        x:
        if declaredConfig._module.check && freeform == null && tree.unmatched != [ ] then
          throw "The option `${showOption first.loc}' does not exist. Definition values:${showDefs [ first ]}${unknownHint}"
        else
          x;
      type = types.submoduleWith { inherit modules specialArgs; };
      extendModules =
        more:
        evalModules {
          inherit check;
          modules = modules ++ more.modules or [ ];
          specialArgs = specialArgs // more.specialArgs or { };
          prefix = more.prefix or prefix;
        };
    in
    {
      inherit options type extendModules;
      freeformType = freeform;
      config = checked (removeAttrs all' [ "_module" ]);
      _module = declaredConfig._module // { freeformType = freeform; };
      _type = "configuration";
    };
}
