{
  config,
  pkgs,
  self,
  ...
}:
{
  system = {
    # the chosen tools only
    disableInstallerTools = true;
    # NixOS has no template of its own while its tools are off
    nixos-generate-config.configuration = ''
      { config, lib, pkgs, ... }:

      {
        imports = [ ./hardware-configuration.nix ];

      $bootLoaderConfig
        system.stateVersion = "${config.system.nixos.release}";
      }
    '';
  };

  programs.git = {
    enable = true;
    package = pkgs.gitMinimal;
  };

  environment.systemPackages = [
    config.system.build.nixos-install
    config.system.build.nixos-enter
    config.system.build.nixos-generate-config
    pkgs.smartmontools
    pkgs.ddrescue
    pkgs.testdisk
    pkgs.nvme-cli
    pkgs.pv
    pkgs.mbuffer
    pkgs.tmux
    (pkgs.callPackage "${self}/packages/look-at-pools" { })
  ];
}
