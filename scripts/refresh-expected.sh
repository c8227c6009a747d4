#!/usr/bin/env bash
# Writes the expected tree of each example anew. Read the difference before you commit it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

npm run --silent build
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for example in lilith custom-construct; do
  node bin/cdknix.js --no-build --quiet -a "npx ts-node examples/$example/main.ts" -o "$scratch/$example" \
    -c cdknix:revision=abc1234 >/dev/null
  rm -rf "examples/$example/expected"
  cp -r "$scratch/$example" "examples/$example/expected"
done
