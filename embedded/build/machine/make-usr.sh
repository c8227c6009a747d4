# Builder of /usr of a machine: the .debs of its packages as a squashfs, which keeps owners and setuid bits. Debian's files
# in /etc and /var are below /usr/lib/offline-base in it. Also lists those in /etc, and Debian's units.
export PATH=$tools/bin:$PATH
unset SOURCE_DATE_EPOCH
# shellcheck disable=SC1090
. "$debianFiles"
mkdir -p "$out"
tr ' ' '\n' <"$debsPath" >debs
unpack_debs debs
remove_files "$removePath"
rm -rf root/etc/init.d root/etc/rc?.d root/etc/cron.* root/etc/default/grub.d root/etc/machine-id root/boot root/vmlinuz* root/initrd*
ln -sfn /lib/systemd/systemd root/usr/sbin/init
ln -sfn dash root/usr/bin/sh
store=elsewhere link_files "$linksPath"
remove_kernel_modules "$modulesPath"

# A glance at the listing's owners while the files are at their places.
perl "$owners" root <listing | LC_ALL=C sort >pseudo
base=root/usr/lib/offline-base
mkdir -p $base
for dir in etc var; do
  [ ! -d root/$dir ] || mv root/$dir $base/$dir
done
sed -n 's#^\(etc\|var\)/#lib/offline-base/\1/#p; s#^usr/##p' pseudo >pseudo.usr
(cd $base/etc && find . ! -type d -printf '%P\n' | LC_ALL=C sort) >"$out/etc-files"
(cd root/usr/lib/systemd/system && find . -maxdepth 1 ! -type d -printf '%P\n' | LC_ALL=C sort) >"$out/units"
find root/usr/share/zoneinfo ! -type d -printf '%P\n' 2>/dev/null | LC_ALL=C sort >"$out/time-zones"
chmod 755 root/usr
mapfile -t actions < <(root_owns)
mksquashfs root/usr "$out/usr.squashfs" -comp zstd -Xcompression-level 3 -b 256K -no-xattrs -no-exports -all-time 1 -mkfs-time 1 \
  -mem 256M -no-progress -quiet "${actions[@]}" -pf pseudo.usr
