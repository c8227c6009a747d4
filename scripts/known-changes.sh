#!/usr/bin/env bash
# Reads on a real nixpkgs tree which options were renamed and removed, and writes that to lib/options/known-changes.json:
# known-changes.sh --nixpkgs PATH [--check]
# With --check nothing is written; it fails where the file says something else.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
npm run --silent build
exec npx ts-node test/options/write-known-changes.ts "$@"
