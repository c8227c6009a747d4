#!/usr/bin/env bash
# Compares the public API of each entry point with its report in etc/: api-report.sh [--local]
# With --local it updates the reports; without it, a difference fails.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

npm run --silent build
for entry in cdknix cdknix-testing cdknix-testing-jest cdknix-terraform; do
  npx api-extractor run --config "etc/$entry.json" "$@" >"etc/$entry.log" 2>&1 || {
    cat "etc/$entry.log" >&2
    rm "etc/$entry.log"
    echo "The public API differs from etc/$entry.api.md. If you meant to change it, run npm run api and commit the report." >&2
    exit 1
  }
  rm "etc/$entry.log"
done
