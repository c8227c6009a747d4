{ environment.variables.INSTALL_DISK = "/dev/disk/by-path/pci-0000:01:00.0-nvme-1"; }
