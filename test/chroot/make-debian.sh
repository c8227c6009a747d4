#!/usr/bin/env bash
# Creates a small Debian with Node 20: make-debian.sh SUITE DIRECTORY [PACKAGE…]
# Uses this machine's apt sources, certificates, npm settings, and Node, so that it works behind any mirror. SUITE may be
# another Debian release than this machine's, such as trixie on bookworm; its name then replaces this machine's.
set -euo pipefail
suite=$1
target=$2
shift 2

own=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
sources=()
for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list; do
  if [ -s "$file" ] && grep -q '^[^#]*debian' "$file"; then
    # Replaces whole words, with an optional suffix such as bookworm-security.
    sed "s/\\b${own:-$suite}\\b/$suite/g" "$file" >"$scratch/${file##*/}"
    sources+=("$scratch/${file##*/}")
  fi
done
if [ ${#sources[@]} -eq 0 ]; then
  echo "make-debian: this machine names no Debian mirror in /etc/apt" >&2
  exit 5
fi
options=()
for file in /etc/apt/apt.conf.d/*; do
  if [ -s "$file" ] && grep -q '^ *Acquire::' "$file"; then options+=("--aptopt=$file"); fi
done
for package in "$@"; do options+=("--include=$package"); done

# Uses its own mount namespace: otherwise, a killed process would leave mounts of /proc, /sys, and /dev behind, and removing
# the unfinished directory would remove the mounted files.
unshare --mount mmdebstrap --quiet --mode=root --variant=apt "${options[@]}" "$suite" "$target" "${sources[@]}"

# Node as if unpacked manually: the program and npm.
node=$(readlink -f "$(command -v node)")
npm=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")
install -D "$node" "$target/usr/bin/node"
mkdir -p "$target/usr/lib/node_modules"
cp -r "$npm" "$target/usr/lib/node_modules/npm"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$target/usr/bin/npm"
ln -s ../lib/node_modules/npm/bin/npx-cli.js "$target/usr/bin/npx"

# This machine's settings for package registries.
for file in /etc/resolv.conf /etc/hosts /etc/ssl/certs/ca-certificates.crt /usr/etc/npmrc "$HOME/.npmrc"; do
  if [ -f "$file" ]; then install -D --mode=644 "$(readlink -f "$file")" "$target$file"; fi
done
