# Installs systemd-boot and writes an entry for each generation. usage: install-systemd-boot SYSTEM
default=$(readlink -f "${1:?the system that starts by default}")
esp=@esp@
variables=@variables@
graceful=@graceful@
mountpoint -q "$esp" || { echo "systemd-boot: no file system is mounted at $esp" >&2; exit 1; }
loader=/usr/lib/systemd/boot/efi/systemd-bootx64.efi
mkdir -p "$esp/EFI/systemd" "$esp/EFI/BOOT" "$esp/EFI/nixos" "$esp/loader/entries"
for target in EFI/systemd/systemd-bootx64.efi EFI/BOOT/BOOTX64.EFI; do
  cmp -s "$loader" "$esp/$target" || write_to "$esp/$target" <"$loader"
done

keep=
chosen=
for number in $(generations "@limit@"); do
  link=$profiles/system-$number-link
  system=$(readlink -f "$link")
  [ -e "$system/kernel" ] || continue
  kernel=$(copy_to "$system/kernel" "$esp/EFI/nixos" .efi)
  initrd=$(copy_to "$system/initrd" "$esp/EFI/nixos" .efi)
  entry=nixos-generation-$number.conf
  write_to "$esp/loader/entries/$entry" <<ENTRY
title @distroName@
version Generation $number $(label_of "$system" "$link")
linux /EFI/nixos/$kernel
initrd /EFI/nixos/$initrd
options $(parameters "$system")
sort-key nixos
ENTRY
  keep="$keep $kernel $initrd $entry"
  if [ "$system" = "$default" ] && [ -z "$chosen" ]; then chosen=$entry; fi
done
[ -n "$chosen" ] || { echo "systemd-boot: $default is no generation of $profiles/system" >&2; exit 1; }
write_to "$esp/loader/loader.conf" <<CONF
timeout @timeout@
default $chosen
editor @editor@
console-mode @consoleMode@
CONF

remove_except "$keep" "$esp"/loader/entries/nixos-generation-*.conf "$esp"/EFI/nixos/*
sync -f "$esp"

if [ "$variables" = true ] && has_firmware_entries; then
  device=$(findmnt -no SOURCE "$esp")
  part=$(cat "/sys/class/block/$(basename "$(readlink -f "$device")")/partition" 2>/dev/null || true)
  disk=$(lsblk -no PKNAME "$device" | head -n1)
  # On an array, the firmware finds the loader by its default path.
  if [ -n "$part" ] && [ -n "$disk" ] && ! efibootmgr | grep -q 'Linux Boot Manager'; then
    efibootmgr -q --create --disk "/dev/$disk" --part "$part" --label 'Linux Boot Manager' --loader '\EFI\systemd\systemd-bootx64.efi' || {
      echo "systemd-boot: the firmware does not accept a boot entry" >&2
      [ "$graceful" = true ] || exit 1
    }
  fi
fi
