# Installs GRUB and writes a menu entry for each generation. usage: install-grub SYSTEM
default=$(readlink -f "${1:?the system that starts by default}")
boot=/boot
esp=@esp@
variables=@variables@
removable=@removable@
mkdir -p "$boot/grub" "$boot/kernels"
# grub-probe names the file system of /boot and the path in it, also on a subvolume.
uuid=$(grub-probe --target=fs_uuid "$boot")
inside=$(grub-mkrelpath "$boot")
modules=$(grub-probe --target=abstraction "$boot" | tr '\n' ' ')

keep=
entries=
chosen=
count=0
for number in $(generations "@limit@"); do
  link=$profiles/system-$number-link
  system=$(readlink -f "$link")
  [ -e "$system/kernel" ] || continue
  kernel=$(copy_to "$system/kernel" "$boot/kernels" "")
  initrd=$(copy_to "$system/initrd" "$boot/kernels" "")
  keep="$keep $kernel $initrd"
  entries="$entries
menuentry \"@distroName@ - Generation $number ($(label_of "$system" "$link"))\" --id generation-$number {
  linux ${inside%/}/kernels/$kernel $(parameters "$system" | sed 's/[\\$;&|<>{}]/\\&/g')
  initrd ${inside%/}/kernels/$initrd
}"
  if [ "$system" = "$default" ] && [ -z "$chosen" ]; then chosen=$count; fi
  count=$((count + 1))
done
[ -n "$chosen" ] || { echo "GRUB: $default is no generation of $profiles/system" >&2; exit 1; }

# One disk is usual.
# shellcheck disable=SC2043
for disk in @disks@; do
  echo "installing GRUB on $disk..."
  grub-install --target=i386-pc --recheck --boot-directory="$boot" "$(readlink -f "$disk")"
done
if [ -n "$esp" ]; then
  mountpoint -q "$esp" || { echo "GRUB: no file system is mounted at $esp" >&2; exit 1; }
  echo "installing GRUB for UEFI..."
  how=(--no-nvram)
  if [ "$variables" = true ] && has_firmware_entries; then
    how=(--bootloader-id=NixOS-boot)
  fi
  [ "$removable" != true ] || how+=(--removable)
  grub-install --target=x86_64-efi --recheck --boot-directory="$boot" --efi-directory="$esp" "${how[@]}"
fi

write_to "$boot/grub/grub.cfg" <<CONF
if serial --unit=0 --speed=115200; then
  terminal_input console serial
  terminal_output console serial
fi
$(for module in $modules; do echo "insmod $module"; done)
insmod part_gpt
insmod part_msdos
search --no-floppy --fs-uuid --set=root $uuid
set timeout=@timeout@
set default=$chosen
# A choice for the next boot only.
load_env
if [ -n "\${next_entry}" ]; then
  set default="\${next_entry}"
  set next_entry=
  save_env next_entry
fi
insmod all_video
set gfxpayload=keep
$entries
CONF
[ -e "$boot/grub/grubenv" ] || grub-editenv "$boot/grub/grubenv" create

remove_except "$keep" "$boot"/kernels/*
sync -f "$boot"
