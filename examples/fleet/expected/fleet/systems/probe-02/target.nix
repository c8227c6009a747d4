{ environment.variables.INSTALL_DISK = "/dev/mmcblk0"; }
