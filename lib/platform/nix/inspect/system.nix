# The parts of a host's image: its store paths, and the kernel (null if unknown). Copyright files exist on the offline base.
system:
let
  inherit (system) config;
  contents = [ config.system.build.toplevel ] ++ config.isoImage.storeContents or [ ];
  version = config.boot.kernelPackages.kernel.version or null;
  parameters = config.boot.kernelParams or [ ];
  kernel = builtins.tryEval (
    builtins.deepSeq [ version parameters ] (if version == null then null else { inherit version parameters; })
  );
in
{
  paths = map (each: "${each}") contents;
  derivations = builtins.concatMap (each: if each ? drvPath then [ each.drvPath ] else [ ]) contents;
  kernel = if kernel.success then kernel.value else null;
  copyrights = config.system.build.debianCopyrights.drvPath or null;
}
