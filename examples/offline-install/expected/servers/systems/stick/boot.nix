{ lib, ... }:
{
  boot = {
    kernelParams = [
      "console=tty0"
      "console=ttyS0,115200"
    ];
    # mkForce: the installer profile turns this on at the normal priority
    swraid.enable = lib.mkForce false;
  };
}
