#!/usr/bin/env bash
# Builds the ISO of examples/lilith on the offline base, also in a fresh clone. Prints the path of the ISO on stdout.
# Needs root, or sudo to install missing packages; the build itself runs as the user who calls this.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/install-missing.sh git nix-bin
scripts/install-modules.sh
. scripts/own-store.sh
exec node bin/cdknix.js "${store[@]}" "$@"
