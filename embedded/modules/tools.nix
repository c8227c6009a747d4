# The installer tools: small scripts of this base with NixOS's names. Which options select them depends on the release:
# system.tools.<tool>.enable exists since 24.11.
{ config, lib, pkgs, ... }:
let
  cfg = config.system;
  since2411 = lib.releaseAtLeast "24.11";
  names = [ "nixos-build-vms" "nixos-enter" "nixos-generate-config" "nixos-install" "nixos-option" "nixos-rebuild" "nixos-version" ];
  tool = name: inputs: vars: pkgs.writeShellApplication {
    inherit name;
    runtimeInputs = inputs;
    text = lib.replaceStrings (map (n: "@${n}@") (lib.attrNames vars)) (lib.attrValues vars) (builtins.readFile (../tools + "/${name}.sh"));
  };
  release.release = lib.baseRelease;
  template = pkgs.writeText "configuration.nix" cfg.nixos-generate-config.configuration;
  tools = {
    nixos-build-vms = tool "nixos-build-vms" [ ] release;
    nixos-enter = tool "nixos-enter" [ ] { };
    nixos-generate-config = tool "nixos-generate-config" [ ] { template = "${template}"; };
    nixos-install = tool "nixos-install" [ config.nix.package tools.nixos-enter ] release;
    nixos-option = tool "nixos-option" [ config.nix.package ] { };
    nixos-rebuild = tool "nixos-rebuild" [ config.nix.package ] release;
    nixos-version = tool "nixos-version" [ ] { inherit (cfg.nixos) label version; inherit (cfg.nixos) codeName; revision = toString cfg.configurationRevision; };
  };
  built = if lib.releaseAtLeast "25.11" then [ "nixos-install" "nixos-generate-config" "nixos-rebuild" ] else lib.remove "nixos-version" (lib.remove "nixos-build-vms" names);
in
{
  options.system = {
    disableInstallerTools = lib.mkOption { type = lib.types.bool; internal = true; default = false; };
    nixos-generate-config.configuration = lib.mkOption {
      type = lib.types.str;
      internal = true;
      description = "The configuration.nix that nixos-generate-config writes; $bootLoaderConfig is replaced with the boot loader's lines.";
    };
  }
  // lib.optionalAttrs since2411 {
    tools = lib.genAttrs names (name: {
      enable = lib.mkOption {
        type = lib.types.bool;
        default = config.nix.enable && !cfg.disableInstallerTools;
        description = "Whether the image has ${name}.";
      };
    });
  };
  config = {
    environment.systemPackages =
      if since2411 then
        map (n: tools.${n}) (lib.filter (n: cfg.tools.${n}.enable) names)
      else
        lib.optionals (config.nix.enable && !cfg.disableInstallerTools) (lib.attrValues tools);
    system.build = lib.getAttrs built tools;
    # Before 24.11 the template exists only with the tools, as in NixOS.
    system.nixos-generate-config.configuration = lib.mkIf (since2411 || !cfg.disableInstallerTools) (
      lib.mkDefault (lib.replaceStrings [ "@release@" ] [ lib.release ] (builtins.readFile ../tools/configuration.nix.template))
    );
  };
}
