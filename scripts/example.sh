#!/usr/bin/env bash
# Builds the ISO of examples/lilith on the offline base, also in a fresh clone. Prints the path of the ISO on stdout.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/install-missing.sh git nix-bin
scripts/install-modules.sh
exec node bin/cdknix.js "$@"
