{ lib, ... }:
{
  documentation = {
    # mkForce: the installer profile sets this at priority 60
    enable = lib.mkForce false;
    # mkForce: the installer profile sets this at priority 60
    nixos.enable = lib.mkForce false;
    doc.enable = false;
    man.enable = false;
    info.enable = false;
  };

  system = {
    installer.channel.enable = false;
    # mkForce: a plain [ ] would leave the build tools for installing without network in
    extraDependencies = lib.mkForce [ ];
  };
}
