{
  boot.loader.systemd-boot.enable = true;
  boot.loader.efi.canTouchEfiVariables = true;
  boot.loader.timeout = 3;
  boot.kernelParams = [ "quiet" ];
  boot.kernel.sysctl."vm.swappiness" = 10;
}
