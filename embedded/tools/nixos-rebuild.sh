# Builds a host of a flake. There is nothing to switch to on a live image.
action=${1-}
[ $# -eq 0 ] || shift
flake=/flake
while [ $# -gt 0 ]; do
  case $1 in
    --flake) flake=$2; shift 2 ;;
    *) echo "nixos-rebuild: unknown option $1" >&2; exit 1 ;;
  esac
done
case $flake in
  *#*) host=${flake#*#}; flake=${flake%%#*} ;;
  *) host=$(cat /proc/sys/kernel/hostname) ;;
esac
attribute="$flake#nixosConfigurations.\"$host\".config.system.build.toplevel"
case $action in
  build) exec nix --extra-experimental-features "nix-command flakes" build "$attribute" ;;
  dry-build) exec nix --extra-experimental-features "nix-command flakes" build --dry-run "$attribute" ;;
  switch | boot | test | dry-activate)
    echo "nixos-rebuild: this is a live image of the offline base, where \`$action' has nothing to act on; \`build' works." >&2
    echo "A system installed from nixos-@release@ has the whole of nixos-rebuild." >&2
    exit 1
    ;;
  *) echo "usage: nixos-rebuild build|dry-build [--flake FLAKE#HOST]" >&2; exit 1 ;;
esac
