# nixpkgs.lib.nixosSystem: evaluates a host's modules together with those of the offline base.
{ lib, self }:
{ modules, system ? null, specialArgs ? { }, modulesPath ? toString ../modules, extraModules ? [ ], pkgs ? null, prefix ? [ ], ... }@given:
let
  known = [ "modules" "system" "specialArgs" "modulesPath" "extraModules" "prefix" "lib" "pkgs" "baseModules" ];
  unknown = lib.attrNames (removeAttrs given known);
  result = lib.evalModules {
    inherit prefix;
    specialArgs = { inherit lib modulesPath; } // specialArgs;
    modules =
      import ../modules
      ++ [
        {
          _file = "lib/nixos-system.nix";
          nixpkgs = { source = self; } // lib.optionalAttrs (system != null) { system = lib.mkDefault system; };
        }
      ]
      ++ extraModules
      ++ modules;
  };
  # As in NixOS: extended configurations have them, too.
  withExtras = configuration: configuration // {
    pkgs = configuration._module.args.pkgs;
    inherit lib;
    extendModules = more: withExtras (configuration.extendModules more);
  };
in
if unknown != [ ] then
  throw "nixosSystem of the offline base does not support the argument `${lib.head unknown}'"
else if pkgs != null then
  throw "nixosSystem of the offline base creates its own package set and does not support `pkgs'; use nixpkgs.config and nixpkgs.overlays"
else
  withExtras result
