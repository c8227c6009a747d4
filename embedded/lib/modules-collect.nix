# Collects modules: paths, functions, and sets, with all imports, in the order of their definitions.
{ concatMap, foldl', filter, head, length, any, isAttrs, isFunction, functionArgs, mapAttrs, attrNames, elem, removeAttrs
, optionalAttrs, ... }:
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
    if builtins.isPath m || builtins.isString m then
      unify (toString m) (toString m) (applyModule (toString m) (import m) args)
    else if isAttrs m && m._type or null != null && !(elem m._type [ "if" "merge" "override" "order" ]) then
      throw "Expected a module, but found a value of type \"${m._type}\", while trying to import it into `${parent}'."
    else if isAttrs m && m ? outPath && !(m ? config || m ? options || m ? imports || m ? _file) then
      load parent parentKey n args m.outPath
    else
      unify parent generated (applyModule generated m args);

  # All modules in the order of their definitions, each key once.
  collect =
    modules: args:
    let
      walk =
        parent: parentKey: list:
        builtins.concatLists (
          builtins.genList (
            n:
            let
              m = load parent parentKey n args (builtins.elemAt list n);
            in
            [ m ] ++ walk m._file m.key m.imports
          ) (length list)
        );
      found = walk "<unknown-file>" "" modules;
      disabled = map toString (concatMap (m: m.disabled) found);
      once =
        (foldl'
          (acc: m: if acc.seen ? ${m.key} then acc else { seen = acc.seen // { ${m.key} = true; }; list = acc.list ++ [ m ]; })
          { seen = { }; list = [ ]; }
          found
        ).list;
      isDisabled = m: any (d: m.key == d || m.key == "${toString (args.modulesPath or "")}/${d}") disabled;
    in
    filter (m: disabled == [ ] || !isDisabled m) once;
in
collect
