# Builder of the ISO: one GRUB for BIOS and UEFI, bootable as a CD and as a USB drive.
export PATH=$tools/bin:$PATH
grub=$tools/root/usr/lib/grub
mkdir -p iso/boot/grub "$out/iso"

read -ra from <<<"$sources"
read -ra to <<<"$targets"
for n in "${!from[@]}"; do
  target=iso/${to[n]#/}
  mkdir -p "$(dirname "$target")"
  if [ -d "${from[n]}" ]; then
    mkdir -p "$target"
    cp -r --no-preserve=mode,ownership "${from[n]}/." "$target/"
  else
    cp --no-preserve=mode,ownership "${from[n]}" "$target"
  fi
done
cp "$toplevel/kernel" iso/boot/bzImage
cp "$toplevel/initrd" iso/boot/initrd
ln "$squashfsStore" iso/nix-store.squashfs 2>/dev/null || cp "$squashfsStore" iso/nix-store.squashfs
cat "$toplevel/nixos-version" >iso/version.txt

# Quotes for GRUB's double quotes, and then for the replacement of a sed expression.
quoted() { printf %s "$1" | sed 's/[\\$"`]/\\&/g' | replacement; }
replacement() { sed 's/[\\&#]/\\&/g'; }
sed -e "s#@timeout@#$timeout#" \
  -e "s#@volumeID@#$(quoted "$volumeID")#" \
  -e "s#@label@#$(quoted "$label")#" \
  -e "s#@toplevel@#$toplevel#" \
  -e "s#@params@#$(printf %s "$(cat "$toplevel/kernel-params")" | sed 's/[\\$;&|<>{}]/\\&/g' | replacement)#" "$grubConfig" >iso/boot/grub/grub.cfg

printf 'search --no-floppy --set=root --label %s\nset prefix=($root)/boot/grub\n' "$volumeID" >early.cfg
modules="normal configfile iso9660 part_gpt part_msdos fat search search_label test echo ls cat linux serial terminal all_video video halt reboot sleep"
export SOURCE_DATE_EPOCH=315532800
options=()
if [ -n "$makeBiosBootable" ]; then
  # shellcheck disable=SC2086
  grub-mkimage -O i386-pc-eltorito -d "$grub/i386-pc" -c early.cfg -p /boot/grub -o iso/boot/grub/bios.img biosdisk $modules
  options+=(-b boot/grub/bios.img -no-emul-boot -boot-load-size 4 -boot-info-table --grub2-boot-info)
  [ -z "$makeUsbBootable" ] || options+=(--grub2-mbr "$grub/i386-pc/boot_hybrid.img")
fi
if [ -n "$makeEfiBootable" ]; then
  # shellcheck disable=SC2086
  grub-mkimage -O x86_64-efi -d "$grub/x86_64-efi" -c early.cfg -p /boot/grub -o BOOTX64.EFI $modules
  touch -d @$SOURCE_DATE_EPOCH BOOTX64.EFI
  truncate -s 4M efi.img
  mformat -i efi.img -T 8192 -h 16 -s 32 -N 0c0ffee0 -v EFI ::
  mmd -i efi.img ::/EFI ::/EFI/BOOT
  mcopy -m -i efi.img BOOTX64.EFI ::/EFI/BOOT/BOOTX64.EFI
  options+=(-append_partition 2 0xef efi.img -eltorito-alt-boot -e --interval:appended_partition_2:all:: -no-emul-boot)
fi

find iso -exec touch -h -d @1 {} +
export SOURCE_DATE_EPOCH=1
xorriso -as mkisofs -quiet -r -iso-level 3 -volid "$volumeID" -appid CDKNIX_OFFLINE_BASE \
  --modification-date=1970010100000100 --set_all_file_dates 1970010100000100 --boot-catalog-hide \
  "${options[@]}" -o "$out/iso/$fileName" iso
mkdir -p "$out/nix-support"
echo "file iso $out/iso/$fileName" >"$out/nix-support/hydra-build-products"
