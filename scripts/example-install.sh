#!/usr/bin/env bash
# Builds the ISO of examples/offline-install on the offline base, installs web-1 from it on the blank disk of a virtual machine
# without a network, boots web-1 from that disk, and runs commands in it over ssh; also in a fresh clone. Prints their output.
# Needs root, or sudo to install missing packages; everything else runs as the user who calls this.
# usage: example-install.sh [OPTION OF synth vm…]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/install-missing.sh git nix-bin openssh-client ovmf qemu-system-x86
scripts/install-modules.sh
. scripts/own-store.sh

keys=$(mktemp -d)
trap 'rm -rf "$keys"' EXIT
ssh-keygen -q -t ed25519 -N '' -C example -f "$keys/key"
node bin/cdknix.js vm stick "${store[@]}" \
  --app "npx ts-node examples/offline-install/main.ts" --output cdk.out.offline-install \
  --context unattended=true --context compression=1 --context "authorizedKey=$(cat "$keys/key.pub")" \
  --install --uefi --usb --disk 8G --disk-serial "$(node -p 'require("./examples/offline-install/serials.json")["web-1"]')" \
  --identity "$keys/key" --timeout 900 --run hostname --run 'lsblk --output NAME,SERIAL,FSTYPE,SIZE,MOUNTPOINTS /dev/vda' "$@"
