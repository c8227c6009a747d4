#!/usr/bin/env bash
# Runs every check: format, lint, direction of dependencies, types, public interface, and all tests, the slow ones
# (real builds and boots) last. Ends with a line that counts the tests.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/install-missing.sh chromium dropbear-bin e2fsprogs fish git iproute2 libarchive-tools mmdebstrap mount nix-bin openssh-client ovmf qemu-system-x86 tmux zsh
scripts/install-modules.sh

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

npm run --silent lint
npm run --silent types
npm run --silent api:check

# The one program that is in no registry. CI=true makes its absence a failure: see test/terraform/terraform.ts.
command -v terraform >/dev/null || command -v tofu >/dev/null ||
  echo "test: neither terraform nor tofu is here: what they do with a stack is NOT TESTED" >&2

status=0
npx jest --ci --json --outputFile="$results/fast.json" || status=$?
npx jest --ci --config jest.slow.config.js --json --outputFile="$results/slow.json" || status=$?
node scripts/count-tests.js "$results/fast.json" "$results/slow.json" || status=$?
exit "$status"
