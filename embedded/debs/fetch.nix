# Every .deb in debs.json as a fixed-output derivation, by Debian name. resolve.sh adds them to the store; the builder below
# runs only if a garbage collection removed one since, and cannot download it, because it does not know a mirror.
locked:
builtins.mapAttrs (
  name: deb:
  derivation {
    name = deb.file;
    system = "x86_64-linux";
    builder = "/bin/sh";
    args = [
      "-c"
      "echo 'offline base: ${deb.file} is not in the Nix store; run debs/resolve.sh of the offline base to download it' >&2; exit 1"
    ];
    preferLocalBuild = true;
    allowSubstitutes = false;
    outputHashMode = "flat";
    outputHashAlgo = "sha256";
    outputHash = deb.sha256;
  }
) locked.debs
