#!/usr/bin/env bash
# Builds the example with several settings and writes the image sizes to docs/image-sizes.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec npx ts-node test/build/write-image-sizes.ts
