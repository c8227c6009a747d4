#!/usr/bin/env bash
# Evaluates a program for each lint on a real NixOS tree, and writes the results to test/lints/evidence:
# npm run lint-evidence -- --nixpkgs PATH --kbd PATH
# With --nix-conf instead, it only adds how this machine's Nix handles flake settings in nix.conf.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
npm run --silent build
exec npx ts-node test/lints/write-evidence.ts "$@"
