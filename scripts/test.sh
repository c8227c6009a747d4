#!/usr/bin/env bash
# Runs every check: format, lint, direction of dependencies, types, public interface, and the three tiers of tests (fast,
# nix, vm), each of them even if an earlier one fails. Ends with the number of tests per tier.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/install-missing.sh chromium dropbear-bin e2fsprogs fish git gnupg iproute2 libarchive-tools mmdebstrap mount nix-bin openssh-client ovmf qemu-system-x86 tmux zsh
scripts/install-modules.sh

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
# The nix and vm tiers share what takes long to make, such as the example's image: see test/build/run-directory.ts.
chmod 755 "$results"
export CDKNIX_TEST_DIRECTORY=$results/shared

# Two at a time, like the tests: each keeps one core busy.
status=0
npm run --silent lint &
lint=$!
npm run --silent types || status=$?
npm run --silent api:check || status=$?
wait "$lint" || status=$?

# The one program that is in no registry. CI=true makes its absence a failure: see test/terraform/terraform.ts.
command -v terraform >/dev/null || command -v tofu >/dev/null ||
  echo "test: neither terraform nor tofu is here: what they do with a stack is NOT TESTED" >&2

for tier in fast nix vm; do
  npm run "test:$tier" -- --json --outputFile="$results/$tier.json" || status=$?
done
node scripts/count-tests.js "$results"/{fast,nix,vm}.json || status=$?
exit "$status"
