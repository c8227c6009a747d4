# Which of Debian's units run, as its maintainer scripts would enable them.
{ lib, ... }:
{
  environment.etc =
    lib.mapAttrs (_: unit: { source = "/lib/systemd/system/${unit}"; }) {
      "systemd/system/default.target" = "multi-user.target";
      "systemd/system/getty.target.wants/getty@tty1.service" = "getty@.service";
      "systemd/system/autovt@.service" = "getty@.service";
      "systemd/system/multi-user.target.wants/systemd-networkd.service" = "systemd-networkd.service";
      "systemd/system/sockets.target.wants/systemd-networkd.socket" = "systemd-networkd.socket";
      "systemd/system/dbus-org.freedesktop.network1.service" = "systemd-networkd.service";
      "systemd/system/sysinit.target.wants/systemd-resolved.service" = "systemd-resolved.service";
      "systemd/system/dbus-org.freedesktop.resolve1.service" = "systemd-resolved.service";
      "systemd/system/sysinit.target.wants/systemd-timesyncd.service" = "systemd-timesyncd.service";
      "systemd/system/dbus-org.freedesktop.timesync1.service" = "systemd-timesyncd.service";
    }
    // lib.genAttrs (map (u: "systemd/system/${u}") [
      # Debian's own jobs that are useless on a live image, or that a module of this base replaces.
      "ssh.service"
      "ssh.socket"
      "apt-daily.timer"
      "man-db.timer"
      "dpkg-db-backup.timer"
      "e2scrub_all.timer"
      "e2scrub_reap.service"
      "fstrim.timer"
      "keyboard-setup.service"
      "console-setup.service"
      "nfs-blkmap.service"
      "rpcbind.service"
      "rpcbind.socket"
      "rpc-statd-notify.service"
      "nfs-client.target"
      "systemd-firstboot.service"
      "systemd-pstore.service"
      "systemd-hwdb-update.service"
      "ldconfig.service"
    ]) (_: { source = "/dev/null"; });
  systemd.tmpfiles.rules = [
    "d /run/wrappers/bin 0755 root root -"
    "L+ /etc/resolv.conf - - - - /run/systemd/resolve/stub-resolv.conf"
  ];
}
