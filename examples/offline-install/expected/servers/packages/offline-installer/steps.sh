# shellcheck shell=bash
# The installation itself.

root=/mnt

# Rules of udev for the disks and their partitions. A partition is recognized by its parent: a pattern such as sda?* would be
# true for the partitions of sdaa, too.
disk_rules() {
  local pair name device kernel link
  for pair in "${chosen[@]}"; do
    name=${pair%%=*}
    device=${pair#*=}
    kernel=${device##*/}
    link="SYMLINK+=\"disk/by-cdknix/$name"
    printf 'SUBSYSTEM=="block", KERNEL=="%s", ENV{DEVTYPE}=="disk", %s"\n' "$kernel" "$link"
    printf 'SUBSYSTEM=="block", KERNELS=="%s", ENV{DEVTYPE}=="partition", %s-part%%n"\n' "$kernel" "$link"
  done
}

# The disks get the names that disko's scripts use, which udev keeps while partitions come and go.
link_disks() {
  local pair name device link
  mkdir -p /run/udev/rules.d
  disk_rules > /run/udev/rules.d/99-cdknix-install.rules
  udevadm control --reload
  udevadm trigger --subsystem-match=block
  udevadm settle --timeout=60
  for pair in "${chosen[@]}"; do
    name=${pair%%=*}
    device=${pair#*=}
    link=$(fact_of_disk "$name" .device)
    if [ "$(realpath "$link")" = "$device" ]; then continue; fi
    if [[ $link != /dev/disk/by-cdknix/* ]]; then
      echo "$link is not $device"
      return 1
    fi
    mkdir -p "${link%/*}"
    ln -sfn "$device" "$link"
  done
}

# write_mark STATE: see read_mark. A disk without a partition table has no room for it.
write_mark() {
  local pair name device part first
  if [ "$1" = installed ]; then read_disks; fi
  for pair in "${chosen[@]}"; do
    name=${pair%%=*}
    device=${pair#*=}
    if [ "$(fact_of_disk "$name" 'has("minimumSize")')" != true ]; then continue; fi
    first=2048
    for part in /sys/class/block/"${device##*/}"/*/start; do
      if [ -e "$part" ] && [ "$1" = installed ] && [ "$(cat "$part")" -lt "$first" ]; then first=$(cat "$part"); fi
    done
    if [ "$first" -lt 2048 ]; then
      echo "$device has a partition in its first MiB: it cannot be marked"
      continue
    fi
    {
      echo "$mark_magic"
      jq --null-input --compact-output --arg state "$1" --arg host "$target" --arg disk "$name" --arg shape "$(shape_of "$device")" \
        --arg system "$(fact .system)" --arg time "$(date --utc +%Y-%m-%dT%H:%M:%SZ)" '$ARGS.named'
    } | dd of="$device" bs=4096 seek="$mark_block" count=1 iflag=fullblock conv=sync,notrunc,fsync status=none
  done
}

destroy_disks() {
  "$(fact .destroy)"
  udevadm settle --timeout=60
}

format_disks() {
  with_passphrase "$(fact .format)"
}

mount_disks() {
  local room
  "$(fact .mount)"
  findmnt --mountpoint "$root"
  mkdir -p "$root/nix"
  room=$(($(stat --file-system --format='%a * %S' "$root/nix")))
  if [ "$room" -lt "$closure_bytes" ] && ! findmnt --noheadings --output OPTIONS --target "$root/nix" | grep --quiet compress; then
    echo "the file system of /nix has $(human_size "$room"), and the system needs $(human_size "$closure_bytes")"
    return 1
  fi
}

copy_system() {
  local system=()
  if [ -n "$changed_flake" ]; then
    system=(--flake "$changed_flake#$target")
  else
    system=(--system "$(fact .system)")
  fi
  nixos-install --root "$root" "${system[@]}" --no-root-password --no-channel-copy
}

# What the installed machine needs to build a changed system, and the flake to change.
copy_sources() {
  local source sources=() name
  mapfile -t sources < <(setting '.sources[]')
  nix copy --extra-experimental-features nix-command --no-check-sigs --to "$root" "${sources[@]}"
  mkdir -p "$root/nix/var/nix/gcroots/cdknix-sources"
  for source in "${sources[@]}"; do
    name=${source##*/}
    ln -sfn "$source" "$root/nix/var/nix/gcroots/cdknix-sources/$name"
  done
}

copy_flake() {
  mkdir -p "$root/etc/nixos"
  cp --recursive --no-preserve=mode,ownership "$1/." "$root/etc/nixos/"
}

copy_secrets() {
  local path from mode
  while IFS=$'\t' read -r path from mode; do
    install -D -m "$mode" "$from" "$root$path"
  done < <(fact '.files[] | [.path, .from, .mode] | @tsv')
}

# Additional keys of every encrypted device on the disks of the target.
enroll_keys() {
  local device key arguments
  udevadm settle --timeout=60
  for device in $(encrypted_devices); do
    unlock_with "$device"
    while IFS= read -r key; do
      case $key in
        tpm2) arguments=(--tpm2-device=auto "--tpm2-pcrs=$(fact '.enroll.pcrs | join("+")')") ;;
        *) arguments=(--recovery-key) ;;
      esac
      systemd-cryptenroll --unlock-key-file="$work/key-of-disk" "${arguments[@]}" "$device" > "$work/enrolled"
      if [ "$key" = recoveryKey ]; then
        printf '%s: %s\n' "$device" "$(grep --only-matching --extended-regexp '([a-z]{8}-){7}[a-z]{8}' "$work/enrolled")" >> "$work/recovery-keys"
      fi
      rm "$work/enrolled"
    done < <(fact '.enroll.keys[]')
    rm "$work/key-of-disk"
  done
}

encrypted_devices() {
  local pair devices=()
  for pair in "${chosen[@]}"; do devices+=("${pair#*=}"); done
  lsblk --json --paths --output PATH,FSTYPE "${devices[@]}" |
    jq --raw-output '[.blockdevices[] | recurse(.children[]?) | select(.fstype == "crypto_LUKS") | .path] | unique[]'
}

# unlock_with DEVICE: writes the passphrase of an encrypted device to a file, as disko uses it: without the final newline.
unlock_with() {
  local name
  while IFS= read -r name; do
    (umask 0277 && printf '%s' "$(cat "$secrets/$name")" > "$work/key-of-disk")
    if cryptsetup open --test-passphrase --key-file "$work/key-of-disk" "$1"; then return; fi
    rm "$work/key-of-disk"
  done < <(fact '.passphrases | keys[]')
  (umask 0277 && printf '%s' "$asked_passphrase" > "$work/key-of-disk")
}

finish_target() {
  mkdir -p "$root/etc/cdknix" "$root/var/log"
  jq --null-input --arg host "$target" --arg system "$(readlink -f "$root/nix/var/nix/profiles/system")" \
    --arg time "$(date --utc +%Y-%m-%dT%H:%M:%SZ)" '$ARGS.named' > "$root/etc/cdknix/installed.json"
  cp "$log" "$root/var/log/cdknix-install.log"
  sync
}

# After an interrupted installation in the same live system, its file systems are still mounted.
release_earlier() {
  local pair source
  if ! findmnt --mountpoint "$root" > /dev/null; then return; fi
  source=$(findmnt --noheadings --output SOURCE --mountpoint "$root")
  for pair in "${chosen[@]}"; do
    if ! is_unfinished "${pair%%=*}" "${pair#*=}"; then continue; fi
    if [ -n "$is_dry_run" ]; then
      say "$(prefix): would release what an interrupted installation left: $(held_disks)"
      expect_release
    else
      step "unmounting $source, which an interrupted installation left at $root" release_disks
      read_disks
    fi
    return
  done
  refuse "something is mounted at $root: unmount it"
}

# What release_disks releases, in one line.
held_disks() {
  {
    findmnt --noheadings --raw --output TARGET --submounts --mountpoint "$root"
    swapon --noheadings --raw --show=NAME | sed 's/^/swap on /'
    imported_pools | sed 's/^/the pool /'
  } | paste --serial --delimiters=, | sed 's/,/, /g'
}

# The checks of a dry run see the disks as release_disks would leave them.
expect_release() {
  jq --arg root "$root" 'map(.mounted |= map(select(. != "[SWAP]" and . != $root and (startswith("\($root)/") | not))))' \
    "$work/disks.json" > "$work/released.json"
  mv "$work/released.json" "$work/disks.json"
}

# The ZFS pools that were imported for the target. The command may be missing, and without the kernel module it fails.
imported_pools() {
  local pool directory
  { zpool list -H -o name,altroot 2> /dev/null || true; } |
    while IFS=$'\t' read -r pool directory; do
      if [ "$directory" = "$root" ]; then printf '%s\n' "$pool"; fi
    done
}

# Pools must be exported, or the machine does not import them. That fails while something is mounted in their file systems,
# such as the EFI system partition.
release_disks() {
  local pool
  swapoff --all || true
  if findmnt --mountpoint "$root" > /dev/null; then umount --recursive "$root"; fi
  for pool in $(imported_pools); do zpool export "$pool"; done
  sync
}

install_target() {
  local flake=${changed_flake:-/iso/flake}
  # Those of an installation that failed open nothing any more.
  rm -f "$work/recovery-keys"
  step "linking the disks" link_disks
  step "marking the disks" write_mark installing
  step "wiping the disks" destroy_disks
  step "partitioning and formatting" format_disks
  step "mounting the file systems" mount_disks
  step "copying the system, and installing the boot loader" copy_system
  if [ "$(setting '.sources | length')" -gt 0 ]; then step "copying sources and build tools" copy_sources; fi
  if [ -e "$flake/flake.nix" ]; then step "copying the flake to /etc/nixos" copy_flake "$flake"; fi
  if [ "$(fact '.files | length')" -gt 0 ]; then step "copying secrets" copy_secrets; fi
  if [ "$(fact '.enroll.keys | length')" -gt 0 ]; then step "enrolling keys" enroll_keys; fi
  step "writing the log" finish_target
  step "unmounting" release_disks
  step "marking the disks as installed" write_mark installed
  if [ -s "$work/recovery-keys" ]; then
    printf 'Recovery keys, which are nowhere else:\n'
    cat "$work/recovery-keys"
    if [ -n "$is_unattended" ]; then on_consoles "Recovery key: $(cat "$work/recovery-keys")"; fi
    rm "$work/recovery-keys"
  fi
}
