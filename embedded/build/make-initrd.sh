# Builder of the initial RAM disk: busybox, stage 1, and the drivers that a medium may need.
. "$common"
export PATH=$tools/bin:$PATH
mkdir -p all root/bin root/dev root/proc root/sys root/run root/etc root/mnt "$out"
# Debian 13 ships these below /usr, Debian 12 does not.
merged=(--wildcards --transform 's,^\./usr/,./,')
deb_files "$busybox" | tar -x --no-same-owner -C root "${merged[@]}" './*bin/busybox'
ln -s busybox root/bin/sh
deb_files "$deb" | tar -x --no-same-owner -C all "${merged[@]}" './*lib/modules'
depmod -b "$PWD/all" "$modDirVersion"

add_modules root/lib

cp "$init" root/init
chmod +x root/init
cp "$postBootPath" root/etc/post-boot
add_console_setup
pack_initrd 15
