# Creates the image's root file system in ./root: unpacks .debs, copies store paths, and adds the configuration's /etc.
# Writes owners and modes for mksquashfs to ./pseudo, because the builder is not root.
# shellcheck disable=SC1090
. "$debianFiles"
mkdir -p root/nix/store root/nix/var/nix root/etc/systemd/system
perl "$registration" "$NIX_ATTRS_JSON_FILE" debs >debs
perl "$registration" "$NIX_ATTRS_JSON_FILE" paths >paths
perl "$registration" "$NIX_ATTRS_JSON_FILE" registration >root/nix/nix-path-registration

unpack_debs debs
xargs cp -a --no-preserve=ownership -t root/nix/store <paths

base=$toplevel/offline-base
remove_files "$base/remove"

# The configuration's files replace Debian's.
rm -rf root/etc/init.d root/etc/rc?.d root/etc/cron.* root/etc/default/grub.d
(cd "$toplevel/etc/" && find . ! -type d -printf '%P\n') | while read -r file; do
  rm -rf "root/etc/$file"
  mkdir -p "root/etc/$(dirname "$file")"
  cp -P --no-preserve=ownership "$toplevel/etc/$file" "root/etc/$file"
done
# A unit that also exists in Debian becomes a drop-in.
(cd "$toplevel/systemd/" && find . ! -type d -printf '%P\n') | while read -r unit; do
  target=root/etc/systemd/system/$unit
  if [ -f "$toplevel/systemd/$unit" ] && [ ! -L "$toplevel/systemd/$unit" ] && [ -e "root/usr/lib/systemd/system/$unit" ]; then
    target=$target.d/overrides.conf
  fi
  rm -rf "$target"
  mkdir -p "$(dirname "$target")"
  cp -P --no-preserve=ownership,mode "$toplevel/systemd/$unit" "$target"
done

ln -sfn ../proc/self/mounts root/etc/mtab
ln -sfn /run root/var/run
ln -sfn /run/lock root/var/lock
ln -sfn /lib/systemd/systemd root/usr/sbin/init
ln -sfn dash root/usr/bin/sh
rm -f root/etc/machine-id
link_files "$base/links"
if [ ! -e "root$(readlink root/etc/localtime)" ]; then
  echo "time.timeZone: unknown time zone \`$(readlink root/etc/localtime | sed 's#/usr/share/zoneinfo/##')'" >&2
  exit 1
fi

remove_kernel_modules "$base/modules"
rm -rf root/boot root/vmlinuz* root/initrd*
mkdir -p root/boot root/iso root/dev root/proc root/sys root/run root/mnt

perl "$owners" root <listing >pseudo
while read -r path mode uid gid; do
  mkdir -p "root/$path"
  echo "$path m $mode $uid $gid"
done <"$base/directories" >>pseudo
sed 's#^\([^ ]*\) #etc/\1 m #' "$base/modes" >>pseudo
printf '%s\n' 'nix/store m 1775 0 30000' 'tmp m 1777 0 0' 'var/tmp m 1777 0 0' >>pseudo
# One definition per path: the last one.
tac pseudo | awk '!seen[$1]++' | LC_ALL=C sort >pseudo.sorted
