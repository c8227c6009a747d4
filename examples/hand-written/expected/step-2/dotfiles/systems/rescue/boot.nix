{ lib, ... }:
{
  boot = {
    kernelParams = [ "copytoram" ];
    # mkForce: the installer profile turns this on at the normal priority
    swraid.enable = lib.mkForce false;
  };
}
