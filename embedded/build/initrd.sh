# Functions for both initial RAM disks, that of a medium and that of a machine, which are made in ./root.

# add_modules DIRECTORY: copies drivers with their dependencies from ./all to DIRECTORY/modules. A driver that is built into this
# kernel or missing in it is not an error, unless stage 1 has to load it.
add_modules() {
  local module file
  for module in $kernelModules $availableKernelModules $filesystems; do
    modprobe -d "$PWD/all" -S "$modDirVersion" --show-depends "$module" 2>/dev/null | sed -n 's#^insmod .*/lib/modules/##p' >>wanted || true
  done
  sort -u wanted | sed 's/ *$//' | while read -r file; do
    mkdir -p "$1/modules/$(dirname "$file")"
    cp "all/lib/modules/$file" "$1/modules/$file"
  done
  for module in $kernelModules; do
    modprobe -d "$PWD/all" -S "$modDirVersion" --show-depends "$module" >/dev/null 2>&1 || { echo "boot.initrd.kernelModules: Debian's kernel has no module \`$module'" >&2; exit 1; }
    echo "$module"
  done >root/etc/modules
  cp "all/lib/modules/$modDirVersion"/modules.order "all/lib/modules/$modDirVersion"/modules.builtin* "$1/modules/$modDirVersion/"
  depmod -b "$PWD/root" "$modDirVersion"
}

# The key map and the font, if stage 1 has to set them.
add_console_setup() {
  [ -n "$early" ] || return 0
  cp "$consoleSetup/keymap.bmap" root/etc/
  [ ! -e "$consoleSetup/font.psf" ] || cp "$consoleSetup/font.psf" root/etc/
}

# pack_initrd LEVEL: writes the initial RAM disk to the output. The level is that of zstd.
pack_initrd() {
  find root -exec touch -h -d @1 {} +
  (cd root && find . -mindepth 1 | LC_ALL=C sort | cpio --quiet -o -H newc -R 0:0 --reproducible) >initrd.cpio
  case $compressor in
    zstd) zstd -q "-$1" -T1 <initrd.cpio >"$out/initrd" ;;
    gzip) gzip -9n <initrd.cpio >"$out/initrd" ;;
    xz) xz --check=crc32 --lzma2=dict=512KiB <initrd.cpio >"$out/initrd" ;;
    cat) cp initrd.cpio "$out/initrd" ;;
  esac
}
