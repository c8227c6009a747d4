{
  boot.kernelParams = [
    "console=tty0"
    "console=ttyS0,115200"
  ];

  system.stateVersion = "24.05";
}
