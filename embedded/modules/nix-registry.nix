# nix.registry: names of flakes, in /etc/nix/registry.json. `nixpkgs` is this base unless another flake is set.
{ config, lib, ... }:
let
  reference = lib.types.attrsOf (lib.types.oneOf [ lib.types.str lib.types.int lib.types.bool lib.types.path lib.types.package ]);
in
{
  options.nix.registry = lib.mkOption {
    default = { };
    description = "A system-wide flake registry.";
    type = lib.types.attrsOf (
      lib.types.submodule (
        { config, name, ... }:
        {
          options = {
            from = lib.mkOption { type = reference; default = { type = "indirect"; id = name; }; };
            to = lib.mkOption { type = reference; };
            flake = lib.mkOption { type = lib.types.nullOr lib.types.attrs; default = null; description = "The flake with this name."; };
            exact = lib.mkOption { type = lib.types.bool; default = true; };
          };
          config.to = lib.mkIf (config.flake != null) (
            lib.mkDefault (
              {
                type = "path";
                path = "${config.flake.outPath}";
              }
              // lib.filterAttrs (n: _: lib.elem n [ "lastModified" "rev" "revCount" "narHash" ]) config.flake
            )
          );
        }
      )
    );
  };
  config = {
    nix.registry.nixpkgs.to = lib.mkDefault {
      type = "path";
      path = "${config.nixpkgs.source}";
    };
    environment.etc."nix/registry.json".text = builtins.toJSON {
      version = 2;
      flakes = lib.mapAttrsToList (_: v: { inherit (v) from to exact; }) config.nix.registry;
    };
  };
}
