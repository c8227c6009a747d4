# What the image of a host is made of: what its store is filled with, and, where they are asked for, the image and the
# kernel. `image` is the name of what builds the image in system.build; null leaves the image and the kernel alone, for a
# host that has none.
{ image }:
system:
let
  inherit (system) config;
  contents = [ config.system.build.toplevel ] ++ config.isoImage.storeContents or [ ];
  told = value: builtins.tryEval (builtins.deepSeq value value);
  kernel = told {
    version = config.boot.kernelPackages.kernel.version;
    parameters = config.boot.kernelParams;
  };
in
{
  paths = map (each: "${each}") contents;
  derivations = builtins.concatMap (each: if each ? drvPath then [ each.drvPath ] else [ ]) contents;
  image = if image == null then null else config.system.build.${image}.drvPath;
  kernel = if image != null && kernel.success then kernel.value else null;
}
