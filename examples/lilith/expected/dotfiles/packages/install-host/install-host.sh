# Installs one host of the flake on this image: install-host HOST [MOUNT-POINT]
host=${1:-}
root=${2:-/mnt}

if [ -z "$host" ]; then
  echo "usage: install-host HOST [MOUNT-POINT]" >&2
  exit 2
fi
if ! mountpoint --quiet "$root"; then
  echo "install-host: nothing is mounted at $root: partition, format and mount the target first" >&2
  exit 1
fi

nixos-generate-config --root "$root" --no-filesystems --show-hardware-config >"/flake/systems/$host/hardware.nix"
exec nixos-install --root "$root" --flake "/flake#$host" --no-channel-copy
