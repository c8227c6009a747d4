#!/usr/bin/env bash
# Builds the ISO of examples/lilith on the offline base, also in a fresh clone. Prints the path of the ISO on stdout.
# Needs root, or sudo to install missing packages; the build itself runs as the user who calls this.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/install-missing.sh git nix-bin
scripts/install-modules.sh

# Debian's Nix lets only root write its store. Its daemon would not help: it ignores the settings of the offline base from
# users that it does not trust. With a store of their own, users need neither.
store=()
if [ "$(id -u)" -ne 0 ] && [ ! -w /nix/var/nix/db ] && [[ " $* " != *" --store"* ]]; then
  own=${XDG_DATA_HOME:-$HOME/.local/share}/nix/root
  echo "Building in your own Nix store: $own" >&2
  store=(--store "$own")
fi
exec node bin/cdknix.js "${store[@]}" "$@"
