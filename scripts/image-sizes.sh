#!/usr/bin/env bash
# Builds the example in several ways and writes their sizes to docs/image-sizes.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec npx ts-node test/build/write-image-sizes.ts
