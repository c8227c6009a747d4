{
  boot = {
    loader = {
      systemd-boot.enable = true;
      efi.canTouchEfiVariables = true;
      timeout = 3;
    };
    kernelParams = [ "quiet" ];
    kernel.sysctl."vm.swappiness" = 10;
  };
}
