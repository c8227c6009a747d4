#!/usr/bin/env bash
# Reads the options of a real nixpkgs tree and writes the table that the package includes, lib/options/tables:
# option-tables.sh --nixpkgs PATH [--release RELEASE] [--date DATE] [--check]
# With --check it writes nothing, and fails if the file differs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
npm run --silent build
exec npx ts-node test/options/write-option-tables.ts "$@"
