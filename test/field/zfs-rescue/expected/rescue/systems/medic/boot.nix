{
  boot = {
    kernelParams = [
      "console=tty0"
      "console=ttyS0,115200n8"
      "copytoram"
    ];
    supportedFilesystems = [
      "ext4"
      "exfat"
      "zfs"
    ];
    swraid.enable = true;
  };
}
