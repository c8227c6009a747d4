#!/usr/bin/env bash
# Measures synthesis against peers, and what the types of all options cost the compiler: npm run bench
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
npm run --silent build
npx ts-node bench/synthesis.ts
npx ts-node bench/typed-options.ts
