# Builder of the initial RAM disk: busybox, stage 1, and the drivers that a medium may need.
export PATH=$tools/bin:$PATH
mkdir -p all root/bin root/dev root/proc root/sys root/run root/etc root/mnt "$out"
# Debian 13 ships these below /usr, Debian 12 does not.
merged=(--wildcards --transform 's,^\./usr/,./,')
deb_files "$busybox" | tar -x --no-same-owner -C root "${merged[@]}" './*bin/busybox'
ln -s busybox root/bin/sh
deb_files "$deb" | tar -x --no-same-owner -C all "${merged[@]}" './*lib/modules'
depmod -b "$PWD/all" "$modDirVersion"

# Includes all dependencies; a driver that is built into this kernel or missing in it is not an error.
for module in $kernelModules $availableKernelModules $filesystems; do
  modprobe -d "$PWD/all" -S "$modDirVersion" --show-depends "$module" 2>/dev/null | sed -n 's#^insmod .*/lib/modules/##p' >>wanted || true
done
sort -u wanted | sed 's/ *$//' | while read -r file; do
  mkdir -p "root/lib/modules/$(dirname "$file")"
  cp "all/lib/modules/$file" "root/lib/modules/$file"
done
for module in $kernelModules; do
  modprobe -d "$PWD/all" -S "$modDirVersion" --show-depends "$module" >/dev/null 2>&1 || { echo "boot.initrd.kernelModules: Debian's kernel has no module \`$module'" >&2; exit 1; }
  echo "$module"
done >root/etc/modules
cp "all/lib/modules/$modDirVersion"/modules.order "all/lib/modules/$modDirVersion"/modules.builtin* "root/lib/modules/$modDirVersion/"
depmod -b "$PWD/root" "$modDirVersion"

cp "$init" root/init
chmod +x root/init
cp "$postBootPath" root/etc/post-boot
if [ -n "$early" ]; then
  cp "$consoleSetup/keymap.bmap" root/etc/
  [ ! -e "$consoleSetup/font.psf" ] || cp "$consoleSetup/font.psf" root/etc/
fi
find root -exec touch -h -d @1 {} +
(cd root && find . -mindepth 1 | LC_ALL=C sort | cpio --quiet -o -H newc -R 0:0 --reproducible) >initrd.cpio
case $compressor in
  zstd) zstd -q -15 -T1 <initrd.cpio >"$out/initrd" ;;
  gzip) gzip -9n <initrd.cpio >"$out/initrd" ;;
  xz) xz --check=crc32 --lzma2=dict=512KiB <initrd.cpio >"$out/initrd" ;;
  cat) cp initrd.cpio "$out/initrd" ;;
esac
