#!/usr/bin/env bash
# Evaluates every example, and every construct with each of its properties at each of its values, on a real nixpkgs tree,
# and records what they come to in test/goldens: goldens.sh --nixpkgs PATH [--release RELEASE] [--check] [--all]
# With --check nothing that differs is recorded; it fails instead. What is recorded of the very same flake by the same Nix
# is not evaluated again, except with --all.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
npm run --silent build
exec npx ts-node test/goldens/write-goldens.ts "$@"
