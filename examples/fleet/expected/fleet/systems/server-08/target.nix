{ environment.variables.INSTALL_DISK = "/dev/disk/by-path/platform-fd880000.usb-usb-0:1:1.0"; }
