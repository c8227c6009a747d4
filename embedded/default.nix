# `import <nixpkgs> { }`.
{ config ? { }, overlays ? [ ], ... }: import ./pkgs { lib = import ./lib; inherit config overlays; }
