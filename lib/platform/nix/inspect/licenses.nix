# Package metadata from nixpkgs by store path: the packages with the given names, those of the system, and the kernel.
# Skips packages that cannot be evaluated.
{ names }:
system:
let
  inherit (system) config pkgs;
  attempt = value: builtins.tryEval (builtins.deepSeq value value);
  listed = value: if builtins.isList value then value else [ value ];
  license = each: if builtins.isString each then each else each.spdxId or each.shortName or each.fullName or "unknown";
  about = package: {
    paths = map (output: "${package.${output}}") (package.outputs or [ "out" ]);
    licenses = map license (listed (package.meta.license or [ ]));
  };
  known = package: attempt (if package ? outPath && package ? meta.license then about package else null);
  found =
    map (name: known (pkgs.${name} or null)) names
    ++ map known (config.environment.systemPackages ++ [ config.boot.kernelPackages.kernel ]);
in
builtins.concatMap (each: if each.success && each.value != null then [ each.value ] else [ ]) found
