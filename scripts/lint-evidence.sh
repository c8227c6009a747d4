#!/usr/bin/env bash
# Evaluates the programs that lints are about on a real NixOS tree, and writes what it gives to test/lints/evidence:
# npm run lint-evidence -- --nixpkgs PATH --kbd PATH
# With --nix-conf instead, it only adds what this machine's Nix makes of settings of flakes in nix.conf.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
npm run --silent build
exec npx ts-node test/lints/write-evidence.ts "$@"
