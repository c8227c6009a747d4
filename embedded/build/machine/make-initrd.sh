# Builder of a machine's initial RAM disk: busybox, udev, stage 1, and the drivers and programs that its root file system needs.
. "$common"
export PATH=$tools/bin:$PATH
mkdir -p all tree root/usr/bin root/usr/lib/x86_64-linux-gnu root/usr/lib/modules root/usr/lib64 root/dev root/proc root/sys root/run root/etc root/mnt "$out"
for dir in bin lib lib64; do
  ln -s "usr/$dir" "root/$dir"
  mkdir -p "tree/usr/$dir"
  ln -s "usr/$dir" "tree/$dir"
done
ln -s usr/bin root/sbin
ln -s bin root/usr/sbin
mkdir -p tree/usr/sbin
ln -s usr/sbin tree/sbin
for deb in $(cat "$debsPath"); do
  deb_files "$deb" | tar -x --no-same-owner --no-same-permissions --keep-directory-symlink --exclude='./usr/share/*' -C tree
done
merged=(--wildcards --transform 's,^\./usr/,./,')
deb_files "$busybox" | tar -x --no-same-owner -C tree --keep-directory-symlink --wildcards './*bin/busybox'
deb_files "$kernelDeb" | tar -x --no-same-owner -C all "${merged[@]}" './*lib/modules'
depmod -b "$PWD/all" "$modDirVersion"

# Copies a program with the libraries that its loader would find.
lib=$PWD/tree/usr/lib/x86_64-linux-gnu
loader=$(readlink -f "$lib/ld-linux-x86-64.so.2")
libraries=$lib:$lib/systemd:$PWD/tree/usr/lib/systemd
add_program() {
  local found target=${2-/usr/bin/${1##*/}}
  found=$(readlink -f "tree$1") || { echo "the initial RAM disk needs $1, which its packages lack" >&2; exit 1; }
  mkdir -p "$(dirname "root$target")"
  cp "$found" "root$target"
  chmod 755 "root$target"
  "$loader" --library-path "$libraries" --list "$found" 2>/dev/null | sed -n 's#^.* => \([^ ]*\) .*#\1#p' | while read -r library; do
    case $library in "$PWD"/tree/*) ;; *) echo "the initial RAM disk lacks ${library##*/} for $1" >&2; exit 1 ;; esac
    # Without the path of the build directory.
    cp -n "$(readlink -f "$library")" "root/usr/lib/x86_64-linux-gnu/${library##*/}"
  done
}
cp "$loader" root/usr/lib64/ld-linux-x86-64.so.2
cp tree/usr/bin/busybox root/usr/bin/busybox
for name in sh mount umount; do ln -s busybox "root/usr/bin/$name"; done
add_program /bin/udevadm
ln -s /usr/bin/udevadm root/usr/bin/systemd-udevd
for helper in ata_id scsi_id cdrom_id dmi_memory_id; do
  [ ! -e "tree/usr/lib/udev/$helper" ] || add_program "/lib/udev/$helper" "/usr/lib/udev/$helper"
done
add_program /sbin/dmsetup
# Programs that create devices wait for the last of these.
rules="50-udev-default 60-block 60-cdrom_id 60-persistent-storage 55-dm 60-persistent-storage-dm 80-drivers 95-dm-notify"
if [ -s "$luksPath" ]; then
  add_program /sbin/cryptsetup
  # Loaded by libc when a thread of cryptsetup ends, so the program does not name it.
  cp "$(readlink -f "$lib/libgcc_s.so.1")" root/usr/lib/x86_64-linux-gnu/libgcc_s.so.1
fi
if [ -n "$lvm" ]; then
  add_program /sbin/lvm
  for name in vgchange vgs lvchange pvscan; do ln -s lvm "root/usr/bin/$name"; done
  mkdir -p root/etc/lvm
  printf 'global {\n  use_lvmpolld = 0\n  event_activation = 0\n}\nactivation {\n  udev_sync = 1\n  udev_rules = 1\n  monitoring = 0\n}\n' >root/etc/lvm/lvm.conf
  rules="$rules 56-lvm"
fi
if [ -n "$raid" ]; then
  add_program /sbin/mdadm
  rules="$rules 63-md-raid-arrays 64-md-raid-assembly"
  mkdir -p root/etc/mdadm
  printf '%s\n' "$mdadmConf" >root/etc/mdadm/mdadm.conf
  ln -s mdadm/mdadm.conf root/etc/mdadm.conf
fi
case " $filesystems " in
  *" btrfs "*)
    add_program /bin/btrfs
    rules="$rules 64-btrfs"
    ;;
esac
mkdir -p root/usr/lib/udev/rules.d
for rule in $rules; do
  [ ! -e "tree/usr/lib/udev/rules.d/$rule.rules" ] || cp "tree/usr/lib/udev/rules.d/$rule.rules" root/usr/lib/udev/rules.d/
done
[ ! -s "$rulesPath" ] || cp "$rulesPath" root/usr/lib/udev/rules.d/99-local.rules
# Owners of devices: udev looks their names up.
printf 'root:x:0:0::/root:/bin/sh\n' >root/etc/passwd
printf 'root:x:0:\ndisk:x:6:\ntty:x:5:\ndialout:x:20:\nkmem:x:15:\ninput:x:101:\nvideo:x:44:\naudio:x:29:\nlp:x:7:\nsgx:x:102:\nkvm:x:103:\nrender:x:104:\ncdrom:x:24:\ntape:x:26:\n' >root/etc/group

add_modules root/usr/lib

cp "$init" root/init
chmod +x root/init
cp "$mountUsr" root/etc/mount-usr
cp "$mountsPath" root/etc/mounts
cp "$luksPath" root/etc/luks
printf '%s' "$resume" >root/etc/resume
add_console_setup
pack_initrd 10
