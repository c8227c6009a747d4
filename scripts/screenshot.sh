#!/usr/bin/env bash
# Builds the example, boots it, and writes a screenshot to docs/boot.png: screenshot.sh [ISO IDENTITY]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec npx ts-node test/boot/write-screenshot.ts "$@"
