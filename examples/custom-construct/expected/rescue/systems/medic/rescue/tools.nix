{ pkgs, ... }:
{
  system = {
    # the chosen tools only
    disableInstallerTools = true;
    tools = {
      nixos-install.enable = true;
      nixos-enter.enable = true;
      nixos-generate-config.enable = true;
    };
  };

  programs.git = {
    enable = true;
    package = pkgs.gitMinimal;
  };

  environment.systemPackages = [
    pkgs.gptfdisk
    pkgs.smartmontools
  ];
}
