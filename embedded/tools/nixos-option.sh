# Shows the value of an option of this host.
flake=/flake
if [ "${1-}" = --flake ]; then flake=$2; shift 2; fi
[ $# -eq 1 ] || { echo "usage: nixos-option [--flake FLAKE#HOST] OPTION" >&2; exit 1; }
case $flake in
  *#*) host=${flake#*#}; flake=${flake%%#*} ;;
  *) host=$(cat /proc/sys/kernel/hostname) ;;
esac
echo "Value:"
exec nix --extra-experimental-features "nix-command flakes" eval "$flake#nixosConfigurations.\"$host\".config.$1"
