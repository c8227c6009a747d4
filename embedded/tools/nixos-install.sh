# Installs a system below /mnt: builds or takes a system, copies its closure there, and sets its boot loader up.
root=/mnt
flake=
system=
bootloader=1
password=1
options=()
usage="usage: nixos-install --flake FLAKE#HOST | --system PATH [--root DIR] [--no-bootloader] [--no-root-password] [--no-channel-copy] [--option NAME VALUE]"
while [ $# -gt 0 ]; do
  case $1 in
    --root) root=$2; shift 2 ;;
    --flake) flake=$2; shift 2 ;;
    --system | --closure) system=$2; shift 2 ;;
    --option) options+=(--option "$2" "$3"); shift 3 ;;
    --substituters | --max-jobs | -j | --cores) options+=("$1" "$2"); shift 2 ;;
    --no-bootloader) bootloader=; shift ;;
    --no-root-password | --no-root-passwd) password=; shift ;;
    --no-channel-copy) shift ;;
    --impure | --keep-going | --show-trace | --verbose | -v | -vv | -L | --print-build-logs) options+=("$1"); shift ;;
    --help) echo "$usage"; exit 0 ;;
    *) echo "nixos-install: unknown option $1. $usage" >&2; exit 1 ;;
  esac
done
[ "$(id -u)" = 0 ] || { echo "nixos-install: only root can do this" >&2; exit 1; }
[ -n "$flake$system" ] || { echo "$usage" >&2; exit 1; }
mountpoint -q "$root" || { echo "$root is not a mountpoint" >&2; exit 1; }

# Copies paths with their closures to the installed store. It learns of them when their files are on the disk, so that a power
# cut leaves no path without its files.
copy_closure() {
  local missing
  missing=$(nix-store --query --requisites "$@" | sort -u)
  mkdir -p "$root/nix/store" "$root/nix/var/nix"
  # shellcheck disable=SC2086
  missing=$(nix-store --store "$root" --check-validity --print-invalid $missing)
  [ -n "$missing" ] || return 0
  for path in $missing; do rm -rf "${root:?}$path"; done
  # shellcheck disable=SC2086
  cp -a $missing "$root/nix/store/"
  sync -f "$root/nix/store"
  # shellcheck disable=SC2086
  nix-store --dump-db $missing | nix-store --store "$root" --load-db
  sync -f "$root/nix/store"
}

if [ -z "$system" ]; then
  case $flake in
    *#*) host=${flake#*#}; flake=${flake%%#*} ;;
    *) host=$(cat /proc/sys/kernel/hostname) ;;
  esac
  attribute="$flake#nixosConfigurations.\"$host\".config.system.build.toplevel"
  echo "building the system $host..."
  mkdir -p "$root/tmp"
  chmod 1777 "$root/tmp"
  mode=$(nix --extra-experimental-features "nix-command flakes" eval --raw "$flake#nixosConfigurations.\"$host\".config.system.nixos.distroId")
  if [ "$mode" = cdknix-offline-base ]; then
    # Its builders use the programs of this system, which no store below a root has, and the sandbox of an image lacks.
    TMPDIR=$root/tmp nix --extra-experimental-features "nix-command flakes" build --out-link "$root/tmp/system" \
      --option sandbox-paths "/bin /sbin /lib /lib64 /usr" "${options[@]}" "$attribute"
    system=$(readlink "$root/tmp/system")
    rm -f "$root/tmp/system"
  else
    nix --extra-experimental-features "nix-command flakes" build --store "$root" --extra-substituters "auto?trusted=1" \
      --out-link "$root/.nixos-install-system" "${options[@]}" "$attribute"
    system=$(readlink "$root/.nixos-install-system")
    rm -f "$root/.nixos-install-system"
  fi
fi
if [ -e "$system/offline-base" ] && [ ! -e "$system/offline-base/usr" ]; then
  echo "nixos-install: $system is a live image's system of the offline base and cannot be installed." >&2
  exit 1
fi
paths=("$system")
needed=
if [ -e "$system/offline-base/build-dependencies" ]; then
  # With it, the installed machine can build its next system without a network.
  needed=$(cat "$system/offline-base/build-dependencies")
  if nix-store --check-validity "$needed" 2>/dev/null; then paths+=("$needed"); else needed=; fi
fi
if [ -e "$system" ] && [ ! -e "$root$system" ]; then
  echo "copying $system to $root..."
fi
if [ -e "$system/offline-base/usr" ]; then
  copy_closure "${paths[@]}"
elif nix-store --check-validity "${paths[@]}" 2>/dev/null; then
  nix --extra-experimental-features nix-command copy --no-check-sigs --to "$root" "${options[@]}" "${paths[@]}"
fi
mkdir -p "$root/etc" "$root/nix/var/nix/gcroots"
if [ -n "$needed" ]; then ln -sfn "$needed" "$root/nix/var/nix/gcroots/build-dependencies"; fi
nix-env --store "$root" -p "$root/nix/var/nix/profiles/system" --set "$system" "${options[@]}"
touch "$root/etc/NIXOS"
if [ -n "$bootloader" ]; then
  echo "installing the boot loader..."
  ln -sfn /proc/mounts "$root/etc/mtab"
  NIXOS_INSTALL_BOOTLOADER=1 nixos-enter --root "$root" -c "NIXOS_INSTALL_BOOTLOADER=1 /run/current-system/bin/switch-to-configuration boot"
fi
if [ -n "$password" ] && [ -t 0 ]; then
  echo "setting root password..."
  nixos-enter --root "$root" -c "passwd root"
fi
sync -f "$root"
echo "installation finished!"
