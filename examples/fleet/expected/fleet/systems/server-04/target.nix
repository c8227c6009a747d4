{ environment.variables.INSTALL_DISK = "/dev/disk/by-path/pci-0000:00:1f.2-ata-1"; }
