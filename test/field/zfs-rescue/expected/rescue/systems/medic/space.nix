{ lib, ... }:
{
  documentation = {
    # mkForce: the installer profile sets this at priority 60
    nixos.enable = lib.mkForce false;
    doc.enable = false;
    info.enable = false;
  };

  system = {
    installer.channel.enable = false;
    # mkForce: a plain [ ] would leave the build tools for installing without network in
    extraDependencies = lib.mkForce [ ];
  };

  # mkForce: a plain [ ] would leave the packages that nobody asked for in
  environment.defaultPackages = lib.mkForce [ ];
}
