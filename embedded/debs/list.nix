# For resolve.sh: every package of a debs.json as "store-path name version sha256 file" lines.
{ json }:
let
  locked = builtins.fromJSON (builtins.readFile json);
  fetched = import ./fetch.nix locked;
in
builtins.concatStringsSep "" (
  map (
    name:
    let
      deb = locked.debs.${name};
    in
    "${builtins.unsafeDiscardStringContext fetched.${name}.outPath} ${name} ${deb.version} ${deb.sha256} ${deb.file}\n"
  ) (builtins.attrNames locked.debs)
)
