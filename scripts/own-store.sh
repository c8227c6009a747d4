# To source: sets `store` to the options for a Nix store that this user can write to. Arguments: those of the command line.
# Debian's Nix lets only root write its store. Its daemon would not help: it ignores the settings of the offline base from
# users that it does not trust. With a store of their own, users need neither.
store=()
if [ "$(id -u)" -ne 0 ] && [ ! -w /nix/var/nix/db ] && [[ " $* " != *" --store"* ]]; then
  own=${XDG_DATA_HOME:-$HOME/.local/share}/nix/root
  echo "Building in your own Nix store: $own" >&2
  # shellcheck disable=SC2034
  store=(--store "$own")
fi
