#!/usr/bin/env bash
# Writes the expected tree of each example anew. Read the difference before you commit it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

npm run --silent build
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# Each on another release, so that both ways of what differs between releases are to be seen.
declare -A release=([lilith]=24.05 [custom-construct]=25.05 [fleet]=24.05)
for example in "${!release[@]}"; do
  node bin/cdknix.js --no-build --quiet -a "npx ts-node examples/$example/main.ts" -o "$scratch/$example" \
    -c cdknix:revision=abc1234 -c "release=${release[$example]}" >/dev/null
  rm -rf "examples/$example/expected"
  cp -r "$scratch/$example" "examples/$example/expected"
done
