#!/usr/bin/env bash
# Evaluates every example, and every construct with each property at each value, on a real nixpkgs tree, and records the
# results in test/goldens: goldens.sh --nixpkgs PATH --disko PATH [--release RELEASE] [--check] [--all]
# With --check it records no difference, and fails instead. Without --all it skips flakes that the same Nix has already
# evaluated.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
npm run --silent build
exec npx ts-node test/goldens/write-goldens.ts "$@"
