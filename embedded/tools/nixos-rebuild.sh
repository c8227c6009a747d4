# Builds a host of a flake and, on an installed machine, makes it the system of the next boot, of the running machine, or both.
action=
flake=
rollback=
profile=/nix/var/nix/profiles/system
options=()
usage="usage: nixos-rebuild switch|boot|test|build|dry-build|dry-activate|list-generations [--flake FLAKE#HOST] [--rollback] [--option NAME VALUE]"
while [ $# -gt 0 ]; do
  case $1 in
    switch | boot | test | build | dry-build | dry-activate | list-generations) action=$1; shift ;;
    --flake) flake=$2; shift 2 ;;
    --rollback) rollback=1; shift ;;
    --option) options+=(--option "$2" "$3"); shift 3 ;;
    --override-input) options+=(--override-input "$2" "$3"); shift 3 ;;
    --max-jobs | -j | --cores | --substituters) options+=("$1" "$2"); shift 2 ;;
    --offline | --impure | --keep-going | --show-trace | --refresh | --verbose | -v | -L | --print-build-logs) options+=("$1"); shift ;;
    --fast | --no-build-nix | --no-reexec | --use-remote-sudo | --sudo) shift ;;
    --install-bootloader) export NIXOS_INSTALL_BOOTLOADER=1; shift ;;
    --help) echo "$usage"; exit 0 ;;
    *) echo "nixos-rebuild: unknown option $1. $usage" >&2; exit 1 ;;
  esac
done
[ -n "$action" ] || { echo "$usage" >&2; exit 1; }
if [ ! -e /run/current-system/offline-base/usr ]; then
  case $action in
    switch | boot | test | dry-activate | list-generations)
      echo "nixos-rebuild: this is a live image of the offline base, where \`$action' has nothing to act on; \`build' works." >&2
      exit 1
      ;;
  esac
fi
case $action in
  switch | boot | test) [ "$(id -u)" = 0 ] || { echo "nixos-rebuild: only root can do this" >&2; exit 1; } ;;
esac
if [ "$action" = list-generations ]; then
  exec nix-env -p "$profile" --list-generations
fi

if [ -n "$rollback" ]; then
  case $action in
    switch | boot)
      nix-env -p "$profile" --rollback
      system=$profile
      ;;
    test | build | dry-activate)
      system=$(nix-env -p "$profile" --list-generations | sed -n '/current/{g; p;}; s/ *\([0-9]*\).*/\1/; h')
      [ -n "$system" ] || { echo "nixos-rebuild: there is no former generation" >&2; exit 1; }
      system=$profile-$system-link
      ;;
    *) echo "nixos-rebuild: --rollback does not apply to $action" >&2; exit 1 ;;
  esac
else
  if [ -z "$flake" ]; then
    # As NixOS: /etc/nixos has the flake of the machine.
    if [ -e /etc/nixos/flake.nix ]; then flake=$(dirname "$(readlink -f /etc/nixos/flake.nix)"); else flake=/flake; fi
  fi
  case $flake in
    *#*) host=${flake#*#}; flake=${flake%%#*} ;;
    *) host=$(cat /proc/sys/kernel/hostname) ;;
  esac
  attribute="$flake#nixosConfigurations.\"$host\".config.system.build.toplevel"
  nix=(nix --extra-experimental-features "nix-command flakes")
  echo "building the system configuration..." >&2
  case $action in
    dry-build) exec "${nix[@]}" build --dry-run "${options[@]}" "$attribute" ;;
    build) exec "${nix[@]}" build "${options[@]}" "$attribute" ;;
  esac
  link=$(mktemp -d)
  trap 'rm -rf "$link"' EXIT
  "${nix[@]}" build --out-link "$link/system" "${options[@]}" "$attribute"
  system=$(readlink -f "$link/system")
  case $action in
    switch | boot) nix-env -p "$profile" --set "$system" ;;
  esac
fi
case $action in
  build) readlink -f "$system" ;;
  *) "$(readlink -f "$system")/bin/switch-to-configuration" "$action" ;;
esac
