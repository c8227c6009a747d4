#!/usr/bin/env bash
# Installs the npm packages that package-lock.json names, unless they are there, and builds the library.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# npm leaves a copy of the lock file behind, so a newer package-lock.json means that something changed.
if [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
  # `npm run --silent` would silence the reasons of a failure too.
  npm ci --no-audit --no-fund --loglevel=warn >&2
  touch node_modules/.package-lock.json
else
  npm run --silent build >&2
fi
