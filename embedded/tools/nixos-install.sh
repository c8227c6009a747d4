# Installs a NixOS system below /mnt: builds or takes a system, copies its closure there, sets its boot loader up.
root=/mnt
flake=
system=
bootloader=1
options=()
usage="usage: nixos-install --flake FLAKE#HOST | --system PATH [--root DIR] [--no-bootloader] [--no-root-password] [--option NAME VALUE]"
while [ $# -gt 0 ]; do
  case $1 in
    --root) root=$2; shift 2 ;;
    --flake) flake=$2; shift 2 ;;
    --system) system=$2; shift 2 ;;
    --option) options+=(--option "$2" "$3"); shift 3 ;;
    --substituters | --max-jobs | -j | --cores) options+=("$1" "$2"); shift 2 ;;
    --no-bootloader) bootloader=; shift ;;
    --no-root-password | --no-channel-copy) shift ;;
    --impure | --keep-going | --show-trace) options+=("$1"); shift ;;
    --help) echo "$usage"; exit 0 ;;
    *) echo "nixos-install: unknown option $1. $usage" >&2; exit 1 ;;
  esac
done
[ "$(id -u)" = 0 ] || { echo "nixos-install: only root can do this" >&2; exit 1; }
[ -n "$flake$system" ] || { echo "$usage" >&2; exit 1; }
mountpoint -q "$root" || { echo "$root is not a mountpoint" >&2; exit 1; }

if [ -z "$system" ]; then
  case $flake in
    *#*) host=${flake#*#}; flake=${flake%%#*} ;;
    *) host=$(cat /proc/sys/kernel/hostname) ;;
  esac
  attribute="$flake#nixosConfigurations.\"$host\".config.system.build.toplevel"
  mode=$(nix --extra-experimental-features "nix-command flakes" eval --raw "$flake#nixosConfigurations.\"$host\".config.system.nixos.distroId")
  if [ "$mode" = cdknix-offline-base ]; then
    echo "nixos-install: $host is locked to the offline base, which makes live images only and cannot be installed." >&2
    echo "Lock its nixpkgs to NixOS first: nix flake lock --override-input nixpkgs github:NixOS/nixpkgs/nixos-@release@ $flake" >&2
    exit 1
  fi
  echo "building the system $host..."
  nix --extra-experimental-features "nix-command flakes" build --store "$root" --extra-substituters "auto?trusted=1" \
    --out-link "$root/.nixos-install-system" "${options[@]}" "$attribute"
  system=$(readlink "$root/.nixos-install-system")
  rm -f "$root/.nixos-install-system"
elif [ -e "$system/offline-base" ]; then
  echo "nixos-install: $system is a live image's system of the offline base and cannot be installed." >&2
  exit 1
else
  echo "copying $system to $root..."
  nix --extra-experimental-features nix-command copy --no-check-sigs --to "$root" "${options[@]}" "$system"
fi
mkdir -p "$root/etc"
nix-env --store "$root" -p "$root/nix/var/nix/profiles/system" --set "$system" "${options[@]}"
touch "$root/etc/NIXOS"
if [ -n "$bootloader" ]; then
  echo "installing the boot loader..."
  ln -sfn /proc/mounts "$root/etc/mtab"
  nixos-enter --root "$root" -c "NIXOS_INSTALL_BOOTLOADER=1 /run/current-system/bin/switch-to-configuration boot"
fi
echo "installation finished!"
