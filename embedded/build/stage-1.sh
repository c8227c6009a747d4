#!/bin/sh
# Stage 1 of the offline base: finds the medium by its label, mounts a writable layer over its squashfs, starts systemd.
export PATH=/bin
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
mount -t tmpfs -o mode=755,nosuid,nodev tmpfs /run

# To every console, not only to /dev/console.
say() { for console in $(cat /sys/class/tty/console/active); do echo "stage-1: $*" >"/dev/$console"; done; }
fail() {
  say "$*"
  if [ -n "$shell" ]; then
    say "starting a shell; \`exit' reboots"
    setsid cttyhack sh || sh
  fi
  say "rebooting in 30 seconds"
  sleep 30
  reboot -f
}

label=
init=
copytoram=
shell=
for word in $(cat /proc/cmdline); do
  case $word in
    root=LABEL=*) label=${word#root=LABEL=} ;;
    init=*) init=${word#init=} ;;
    copytoram) copytoram=1 ;;
    boot.shell_on_fail) shell=1 ;;
  esac
done
[ -n "$label" ] || fail "the kernel command line has no root=LABEL=…, so there is no medium to look for"
[ ! -e /etc/keymap.bmap ] || loadkmap </etc/keymap.bmap
[ ! -e /etc/font.psf ] || setfont /etc/font.psf 2>/dev/null

for module in $(cat /etc/modules); do modprobe -q "$module"; done

# The ISO 9660 volume identifier: 32 characters of the primary descriptor, after "CD001".
find_medium() {
  for device in /dev/sr* /dev/sd* /dev/vd* /dev/nvme*n* /dev/mmcblk* /dev/hd* /dev/xvd*; do
    [ -b "$device" ] || continue
    [ "$(dd if="$device" bs=1 skip=32769 count=5 2>/dev/null)" = CD001 ] || continue
    found=$(dd if="$device" bs=1 skip=32808 count=32 2>/dev/null | sed 's/ *$//')
    if [ "$found" = "$label" ]; then medium=$device; return 0; fi
  done
  return 1
}

say "looking for the medium $label"
medium=
tries=0
until find_medium; do
  # Devices appear one after another: load the drivers for those that exist now.
  find /sys/devices -name modalias -exec cat {} + 2>/dev/null | sort -u | while read -r alias; do modprobe -q -b "$alias" 2>/dev/null; done
  tries=$((tries + 1))
  [ $tries -lt 120 ] || fail "no device has a medium with the label $label"
  sleep 0.5
done

mkdir -p /mnt/medium /mnt/ro /mnt/rw /mnt/root
mount -t iso9660 -o ro "$medium" /mnt/medium || fail "$medium has the label $label but cannot be mounted"
iso=/mnt/medium
if [ -n "$copytoram" ]; then
  size=$(du -sk /mnt/medium | cut -f1)
  free=$(sed -n 's/^MemAvailable: *\([0-9]*\).*/\1/p' /proc/meminfo)
  if [ $((size + 262144)) -gt "$free" ]; then
    say "copytoram needs $((size / 1024 + 256)) MB of memory, but only $((free / 1024)) MB are free: running from the medium, do not remove it"
  else
    say "copying the medium to RAM ($((size / 1024)) MB)"
    mkdir -p /mnt/ram
    mount -t tmpfs -o mode=755,size=$((size + 32768))k tmpfs /mnt/ram
    cp -a /mnt/medium/. /mnt/ram/ || fail "the medium cannot be read"
    umount /mnt/medium || fail "the medium is in use"
    mount -o remount,ro /mnt/ram
    iso=/mnt/ram
    say "the medium is no longer needed"
  fi
fi

mount -t squashfs -o loop,ro $iso/nix-store.squashfs /mnt/ro || fail "the medium's squashfs cannot be mounted"
mount -t tmpfs -o mode=755 tmpfs /mnt/rw
mkdir -p /mnt/rw/upper /mnt/rw/work
mount -t overlay -o lowerdir=/mnt/ro,upperdir=/mnt/rw/upper,workdir=/mnt/rw/work overlay /mnt/root || fail "the root file system cannot be mounted"
mkdir -p /mnt/root/iso /mnt/root/nix/.ro-store /mnt/root/nix/.rw-store
mount --move $iso /mnt/root/iso
mount --move /mnt/ro /mnt/root/nix/.ro-store
mount --move /mnt/rw /mnt/root/nix/.rw-store

# An empty machine-id would make systemd enable every unit in Debian.
tr -d - </proc/sys/kernel/random/uuid >/mnt/root/etc/machine-id
system=${init%/init}
[ -n "$system" ] && [ -L "/mnt/root$system/init" ] || fail "the medium does not have the system $system"
ln -s "$system" /run/current-system
ln -s "$system" /run/booted-system
for dir in proc sys dev run; do
  mkdir -p /mnt/root/$dir
  mount --move /$dir /mnt/root/$dir
done
inside() { chroot /mnt/root /usr/bin/env -i HOME=/root PATH=/run/current-system/sw/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"; }
[ ! -e /mnt/root/usr/bin/nix-store ] || inside nix-store --load-db </mnt/root/nix/nix-path-registration
[ ! -s /etc/post-boot ] || inside sh -s </etc/post-boot
exec switch_root /mnt/root "$init"
