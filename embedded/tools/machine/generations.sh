# What the installers of boot loaders share: the generations of the system, and copies of their kernels.
profiles=/nix/var/nix/profiles

# The numbers of the generations, newest first, as many as the menu holds.
generations() {
  find "$profiles" -maxdepth 1 -name 'system-*-link' -printf '%f\n' | sed -n 's/^system-\([0-9]*\)-link$/\1/p' | sort -rn |
    if [ -n "$1" ]; then head -n "$1"; else cat; fi
}

# Copies a file of the store to the boot directory; prints its name there, which has the hash of its path.
copy_to() {
  local source name
  source=$(readlink -f "$1")
  name=$(echo "${source#/nix/store/}" | tr / -)$3
  if [ ! -e "$2/$name" ]; then
    cp "$source" "$2/$name.new"
    sync "$2/$name.new"
    mv "$2/$name.new" "$2/$name"
  fi
  echo "$name"
}

# Writes a file in one step.
write_to() {
  cat >"$1.new"
  sync "$1.new"
  mv "$1.new" "$1"
}

parameters() { echo "init=$1/init console=ttyS0,115200 console=tty0 $(cat "$1/kernel-params")"; }
label_of() { echo "$(cat "$1/nixos-version"), built on $(date -d "@$(stat -c %Y "$2")" +%Y-%m-%d)"; }

# Removes files of generations that are gone. usage: remove_except NAMES FILE…
remove_except() {
  local names=" $1 " file
  shift
  for file in "$@"; do
    case $names in
      *" ${file##*/} "*) ;;
      *) rm -f "$file" ;;
    esac
  done
}

# Whether boot entries can be written to the firmware.
has_firmware_entries() {
  [ -d /sys/firmware/efi/efivars ] || return 1
  mountpoint -q /sys/firmware/efi/efivars || mount -t efivarfs efivarfs /sys/firmware/efi/efivars || true
}
