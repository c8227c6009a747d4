#!/bin/sh
# Stage 1 of an installed machine: finds its devices with udev, decrypts and assembles them, mounts what the system needs
# to start, activates the system, and starts systemd.
export PATH=/usr/bin
/usr/bin/busybox --install -s /usr/bin 2>/dev/null
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
mkdir -p /dev/pts
mount -t tmpfs -o mode=755,nosuid,nodev tmpfs /run
ln -sfn /proc/self/fd /dev/fd

# To every console, not only to /dev/console.
consoles=$(cat /sys/class/tty/console/active)
say() { for console in $consoles; do echo "stage-1: $*" >"/dev/$console"; done; }
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

init=
shell=
for word in $(cat /proc/cmdline); do
  case $word in
    init=*) init=${word#init=} ;;
    boot.shell_on_fail) shell=1 ;;
  esac
done
system=${init%/init}
[ -n "$system" ] || fail "the kernel command line has no init=…, so there is no system to start"
[ ! -e /etc/keymap.bmap ] || loadkmap </etc/keymap.bmap
[ ! -e /etc/font.psf ] || setfont /etc/font.psf 2>/dev/null

for module in $(cat /etc/modules); do modprobe -q "$module"; done
systemd-udevd --daemon --resolve-names=early 2>/dev/null || fail "udev does not start"
udevadm trigger --type=subsystems --action=add
udevadm trigger --type=devices --action=add
udevadm settle --timeout=30

# Devices of arrays and volume groups appear only when those are started.
assemble() {
  [ ! -e /usr/bin/mdadm ] || mdadm --assemble --scan --no-degraded >/dev/null 2>&1
  [ ! -e /usr/bin/lvm ] || lvm vgchange --activate y --noudevsync --quiet >/dev/null 2>&1
  [ ! -e /usr/bin/btrfs ] || btrfs device scan >/dev/null 2>&1
  udevadm settle --timeout=10
}
wait_for() {
  tries=0
  until [ -e "$1" ]; do
    assemble
    tries=$((tries + 1))
    # An array that lacks a disk starts with the others after a while.
    [ $tries -ne 20 ] || [ ! -e /usr/bin/mdadm ] || for array in /dev/md*; do [ ! -b "$array" ] || mdadm --run "$array" >/dev/null 2>&1; done
    [ $tries -lt 60 ] || return 1
    sleep 0.5
  done
}

# Asks on every console; the first answer counts.
ask() {
  rm -f /run/answer
  asking=
  for console in $consoles; do
    (
      printf '%s' "$1" >"/dev/$console"
      stty -echo <"/dev/$console" 2>/dev/null
      IFS= read -r answer <"/dev/$console" || sleep 3600
      stty echo <"/dev/$console" 2>/dev/null
      echo >"/dev/$console"
      printf '%s' "$answer" >/run/answer.new
      mv /run/answer.new /run/answer
    ) &
    asking="$asking $!"
  done
  until [ -e /run/answer ]; do sleep 0.2; done
  # shellcheck disable=SC2086
  kill $asking 2>/dev/null
  for console in $consoles; do stty echo <"/dev/$console" 2>/dev/null; done
}

while read -r name device options; do
  wait_for "$device" || fail "the encrypted device $device did not appear"
  tries=0
  until [ -e "/dev/mapper/$name" ]; do
    ask "Passphrase for $device: "
    say "decrypting $name"
    # shellcheck disable=SC2086
    cryptsetup open --type luks --key-file=/run/answer $options "$device" "$name" </dev/null 2>/run/problem || say "$(cat /run/problem)"
    rm -f /run/answer
    tries=$((tries + 1))
    [ $tries -lt 10 ] || fail "$name was not decrypted"
  done
  udevadm settle --timeout=10
done </etc/luks

resume=$(cat /etc/resume)
if [ -n "$resume" ] && wait_for "$resume"; then
  numbers=$(ls -lL "$resume" | awk '{ sub(",", "", $5); print $5 ":" $6 }')
  echo "$numbers" >/sys/power/resume 2>/dev/null
fi

root=/mnt/root
mkdir -p $root
while read -r device type options path; do
  case $type in tmpfs | overlay) ;; *)
    case $device in /dev/*) wait_for "$device" || fail "the device $device, for $path, did not appear" ;; esac ;;
  esac
  say "mounting $device on $path"
  modprobe -q "$type"
  mkdir -p "$root$path"
  mount -t "$type" -o "$options" "$device" "$root$path" 2>/run/problem || fail "$path cannot be mounted: $(cat /run/problem)"
done </etc/mounts

[ -L "$root$system/init" ] || fail "the root file system does not have the system $system"
. /etc/mount-usr
modprobe -q squashfs
modprobe -q loop
mount_usr $root "$system" || fail "/usr of the system cannot be mounted"
for dir in proc sys dev run; do mkdir -p "$root/$dir"; done
udevadm control --exit
ln -s "$system" /run/booted-system
for dir in proc sys dev run; do mount --move "/$dir" "$root/$dir"; done
say() { for console in $consoles; do echo "stage-1: $*" >"$root/dev/$console"; done; }
chroot $root "$system/activate" || say "the activation failed"
if [ -s "$root$system/offline-base/post-boot" ]; then
  chroot $root /usr/bin/env -i HOME=/root PATH=/run/current-system/sw/bin:/usr/sbin:/usr/bin:/sbin:/bin sh "$system/offline-base/post-boot"
fi
exec switch_root $root "$init"
