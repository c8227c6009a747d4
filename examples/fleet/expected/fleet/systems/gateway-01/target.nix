{ environment.variables.INSTALL_DISK = "/dev/disk/by-path/pci-0000:00:13.0-ata-1"; }
