{ config, inputs, ... }:
{
  imports = [ inputs.disko.nixosModules.disko ];

  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/disk/by-cdknix/main";
    content = {
      type = "gpt";
      partitions = {
        bios = {
          size = "1M";
          type = "EF02";
        };
        root = {
          size = "100%";
          content = {
            type = "filesystem";
            format = "ext4";
            mountpoint = "/";
          };
        };
      };
    };
  };

  # drivers of the usual disk controllers
  boot.initrd.availableKernelModules = [
    "ahci"
    "ata_piix"
    "hv_storvsc"
    "mptspi"
    "nvme"
    "sd_mod"
    "sdhci_pci"
    "uas"
    "usb_storage"
    "virtio_blk"
    "virtio_pci"
    "virtio_scsi"
    "xhci_pci"
  ];

  services.udev.extraRules = ''
    SUBSYSTEM=="block", ENV{ID_SERIAL_SHORT}=="OLD-0001", ENV{CDKNIX_DISK}="main"
    SUBSYSTEM=="block", ENV{ID_SERIAL}=="OLD-0001", ENV{CDKNIX_DISK}="main"
    SUBSYSTEM=="block", ENV{ID_SCSI_SERIAL}=="OLD-0001", ENV{CDKNIX_DISK}="main"
    ENV{CDKNIX_DISK}=="?*", ENV{DEVTYPE}=="disk", SYMLINK+="disk/by-cdknix/$env{CDKNIX_DISK}"
    ENV{CDKNIX_DISK}=="?*", ENV{DEVTYPE}=="partition", SYMLINK+="disk/by-cdknix/$env{CDKNIX_DISK}-part%n"
  '';

  system.build.cdknixDisks.main = {
    device = "/dev/disk/by-cdknix/main";
    select.serial = "OLD-0001";
    minimumSize = 4194304;
    table = "gpt";
    partitions = 2;
    labels = builtins.catAttrs "label" (
      builtins.attrValues config.disko.devices.disk.main.content.partitions
    );
  };
}
