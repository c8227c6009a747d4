#!/usr/bin/env bash
# Reads from a real nixpkgs tree which options were renamed or removed, and writes lib/options/known-changes.json:
# known-changes.sh --nixpkgs PATH [--check]
# With --check it writes nothing, and fails if the file differs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
npm run --silent build
exec npx ts-node test/options/write-known-changes.ts "$@"
