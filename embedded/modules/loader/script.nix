# A script that installs a boot loader, from a file with @names@ in it.
{ lib, pkgs }:
name: file: values:
"${pkgs.writeShellApplication {
  inherit name;
  text = lib.replaceStrings (map (n: "@${n}@") (lib.attrNames values)) (lib.attrValues values) (
    builtins.readFile ../../tools/machine/generations.sh + builtins.readFile file
  );
}}/bin/${name}"
