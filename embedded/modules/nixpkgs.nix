# The package set that modules receive as `pkgs`.
{ config, lib, ... }:
let
  cfg = config.nixpkgs;
  platform = if builtins.isString cfg.hostPlatform then cfg.hostPlatform else cfg.hostPlatform.system;
in
{
  options.nixpkgs = {
    hostPlatform = lib.mkOption { type = lib.types.either lib.types.str lib.types.attrs; default = cfg.system; };
    system = lib.mkOption { type = lib.types.str; default = "x86_64-linux"; };
    config = lib.mkOption {
      default = { };
      type = lib.types.submodule {
        freeformType = lib.types.lazyAttrsOf lib.types.raw;
        options = {
          allowUnfree = lib.mkOption { type = lib.types.bool; default = false; };
          allowBroken = lib.mkOption { type = lib.types.bool; default = false; };
          permittedInsecurePackages = lib.mkOption { type = lib.types.listOf lib.types.str; default = [ ]; };
        };
      };
      description = "Settings of the package set.";
    };
    overlays = lib.mkOption {
      type = lib.types.listOf (lib.types.mkOptionType { name = "nixpkgs-overlay"; description = "nixpkgs overlay"; check = lib.isFunction; merge = lib.mergeOneOption; });
      default = [ ];
    };
    source = lib.mkOption {
      type = lib.types.raw;
      internal = true;
      description = "The flake of this base, which the image contains so that its own flake can be evaluated there.";
    };
  };
  config._module.args.pkgs =
    if platform != "x86_64-linux" then
      throw "nixpkgs.hostPlatform must be \"x86_64-linux\", not \"${platform}\": the offline base consists of Debian's amd64 packages"
    else
      import ../pkgs { inherit lib; inherit (cfg) config overlays; };
}
