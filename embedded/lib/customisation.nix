# Package functions of nixpkgs' lib: callPackage, overriding, programs of packages, package options, cleaned sources.
{ getBin, functionArgs, isFunction, intersectAttrs, isAttrs, filterAttrs, attrNames, concatStringsSep, mkOption, types, getAttrFromPath
, toList, hasSuffix, hasPrefix, match, ... }:
rec {
  getExe' = pkg: name: "${getBin pkg}/bin/${name}";
  getExe = pkg: "${getBin pkg}/bin/${pkg.meta.mainProgram or pkg.pname or (builtins.parseDrvName pkg.name).name}";
  lowPrio = pkg: pkg;
  hiPrio = pkg: pkg;

  # Calls f, and gives its result `override` (other arguments) and, where it is a package, `overrideDerivation`-free plain sets.
  makeOverridable =
    f: args:
    let
      result = f args;
      overridden = new: makeOverridable f (args // (if isFunction new then new args else new));
    in
    if isAttrs result then result // { override = overridden; } else result;

  callPackageWith =
    auto: fn: args:
    let
      f = if isFunction fn then fn else import fn;
      wanted = functionArgs f;
      missing = attrNames (filterAttrs (name: optional: !optional && !(auto ? ${name}) && !(args ? ${name})) wanted);
    in
    if missing == [ ] then
      makeOverridable f (intersectAttrs wanted auto // args)
    else
      throw "Function called without required argument \"${concatStringsSep "\", \"" missing}\"${
        if builtins.isPath fn || builtins.isString fn then " at ${toString fn}" else ""
      }: the offline base has no such package; a line in its debs/packages adds one";

  mkPackageOption =
    pkgs: name:
    { default ? name, nullable ? false, ... }:
    mkOption {
      type = if nullable then types.nullOr types.package else types.package;
      default = if default == null then null else getAttrFromPath (toList default) pkgs;
      description = "The ${if builtins.isList name then concatStringsSep "." name else name} package to use.";
    };

  cleanSourceFilter =
    name: type:
    let
      base = baseNameOf (toString name);
    in
    !(
      (base == ".git" || (type == "directory" && builtins.elem base [ ".svn" "CVS" ".hg" ".jj" ]))
      || hasSuffix "~" base
      || match "\\.sw[a-z]" base != null
      || match "\\..*\\.sw[a-z]" base != null
      || (type == "symlink" && hasPrefix "result" base)
      || hasSuffix ".o" base
      || hasSuffix ".so" base
      || type == "unknown"
    );
  cleanSourceWith =
    { filter ? _: _: true, src, name ? "source" }:
    builtins.path { inherit filter name; path = src.outPath or src; };
  cleanSource = src: cleanSourceWith { filter = cleanSourceFilter; inherit src; };
}
