# Collects modules: paths, functions, and sets, with all imports.
{ concatMap, filter, head, length, isAttrs, isFunction, functionArgs, mapAttrs, attrNames, elem, removeAttrs, optionalAttrs
, reverseList, showDefs, baseRelease, ... }:
let
  # Converts a module in any form to { _file, key, imports, options, config, disabled, freeformType }.
  unify =
    file: key: m:
    let
      known = [ "_class" "_file" "key" "disabledModules" "imports" "options" "config" "meta" "freeformType" ];
      extra = attrNames (removeAttrs m known);
      common = {
        _file = toString (m._file or file);
        key = toString (m.key or key);
        imports = m.imports or [ ];
        disabled = m.disabledModules or [ ];
        freeformType = m.freeformType or null;
      };
    in
    if !isAttrs m then
      throw "Module `${file}' does not look like a module: it is a ${builtins.typeOf m}."
    else if m ? config || m ? options then
      if extra != [ ] then
        throw "Module `${key}' has an unsupported attribute `${head extra}'. This is caused by introducing a top-level `config' or `options' attribute. Add configuration attributes immediately on the top level instead, or move all of them (namely: ${toString extra}) into the explicit `config' attribute."
      else
        common // { options = m.options or { }; config = m.config or { }; }
    else
      common
      // {
        options = { };
        config = if m ? _type then m else removeAttrs m (filter (n: n != "meta") known);
      }
      // optionalAttrs (m ? _type) { imports = [ ]; };

  # Arguments are looked up individually, because a module's imports can depend only on final values of `_module.args`.
  applyModule =
    key: f: args:
    if !isFunction f then
      f
    else
      f (
        args
        // mapAttrs (
          name: _:
          builtins.addErrorContext "while evaluating the module argument `${name}' in \"${key}\":" (
            args.${name} or args.config._module.args.${name}
          )
        ) (functionArgs f)
      );

  load =
    parent: parentKey: n: args: m:
    let
      generated = "${parentKey}:anon-${toString n}";
    in
    if builtins.isList m then
      throw "Module imports can't be nested lists. Perhaps you meant to remove one level of lists? Definitions: ${
        showDefs [ { file = parent; value = m; } ]
      }"
    else if isAttrs m && m._type or null != null && !(elem m._type [ "module" "if" "merge" "override" "order" ]) then
      throw "Expected a module, but found a value of type \"${m._type}\", while trying to import it into `${parent}'."
    else if isAttrs m || isFunction m then
      unify parent generated (applyModule generated m args)
    else
      # A string keeps its context until it is imported: `"${inputs.mine}/x.nix"` can be in a derivation that is not built yet.
      unify (toString m) (toString m) (applyModule (toString m) (import (present m)) args);

  # NixOS has more installer profiles; a missing file would be reported as such.
  present =
    m:
    let
      profile = builtins.match ".*/installer/cd-dvd/installation-cd-(.*)\\.nix" (builtins.unsafeDiscardStringContext (toString m));
    in
    if profile == null || builtins.pathExists m then
      m
    else
      throw "The installer profile `${head profile}' is not available: the offline base has only `minimal'. Build with `--nixpkgs github:NixOS/nixpkgs/nixos-${baseRelease}' for the others.";

  # Keys are compared, and never become attribute names, because a key in the store has a context.
  keyOf =
    modulesPath: file: m:
    if builtins.isString m then
      if builtins.substring 0 1 m == "/" then m else "${toString modulesPath}/${m}"
    else if isAttrs m && !(m ? outPath || m ? __toString) then
      m.key or (throw "Module `${file}` contains a disabledModules item that is an attribute set, presumably a module, that does not have a `key` attribute. This means that the module system doesn't have any means to identify the module that should be disabled. Make sure that you've put the correct value in disabledModules: a string path relative to modulesPath, a path value, or an attribute set with a `key` attribute.")
    else if isAttrs m && m ? key && m.key != toString m then
      throw "Module `${file}` contains a disabledModules item that is an attribute set that can be converted to a string (${toString m}) but also has a `.key` attribute (${m.key}) with a different value. This makes it ambiguous which module should be disabled."
    else
      toString m;

  # All modules except disabled ones and their imports, each key once. The order is that of NixOS, which decides the order
  # of merged lists and lines: imports come before the modules that import them.
  collect =
    modules: args:
    let
      tree =
        parent: parentKey: list:
        builtins.genList (
          n:
          let
            module = load parent parentKey n args (builtins.elemAt list n);
          in
          { inherit module; inherit (module) key; below = tree module._file module.key module.imports; }
        ) (length list);
      found = tree "<unknown-file>" "" modules;
      disabledIn = concatMap (
        { module, below, ... }: map (keyOf (args.modulesPath or "") module._file) module.disabled ++ disabledIn below
      );
      disabled = disabledIn found;
      enabled = filter ({ key, ... }: !(elem key disabled));
    in
    map ({ module, ... }: module) (
      reverseList (
        builtins.genericClosure {
          startSet = enabled found;
          operator = { below, ... }: enabled below;
        }
      )
    );
in
collect
