#!/usr/bin/env bash
# Installs the npm packages of package-lock.json if they are missing or out of date, and builds the library.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# npm keeps a copy of the lock file, so a newer package-lock.json means that something changed.
if [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
  # `npm run --silent` would also hide why the installation failed.
  npm ci --no-audit --no-fund --loglevel=warn >&2
  touch node_modules/.package-lock.json
else
  npm run --silent build >&2
fi
