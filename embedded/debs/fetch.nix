# Every .deb of a read debs.json as a fixed-output derivation, by Debian name. resolve.sh put them into the store; the
# builder below only runs when a garbage collection took one since, and it cannot download: it does not know a mirror.
locked:
builtins.mapAttrs (
  name: deb:
  derivation {
    name = deb.file;
    system = "x86_64-linux";
    builder = "/bin/sh";
    args = [
      "-c"
      "echo 'offline base: ${deb.file} is not in the Nix store; let debs/resolve.sh of the offline base get it' >&2; exit 1"
    ];
    preferLocalBuild = true;
    allowSubstitutes = false;
    outputHashMode = "flat";
    outputHashAlgo = "sha256";
    outputHash = deb.sha256;
  }
) locked.debs
