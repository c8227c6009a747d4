#!/usr/bin/env bash
# Measures synthesis against peers: npm run bench
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
npm run --silent build
npx ts-node bench/synthesis.ts
