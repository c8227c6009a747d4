#!/usr/bin/env bash
# Makes a small Debian with Node 20: make-debian.sh SUITE DIRECTORY [PACKAGE…]
# Takes this machine's own apt sources, certificates, npm settings and Node, so that it works behind any mirror. SUITE
# may be another Debian than this machine's, such as trixie on bookworm: then its name replaces that of this machine's.
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
    # Whole words, and those with a suffix such as bookworm-security.
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

# In a mount namespace of its own: one that is killed leaves its mounts of /proc, /sys and /dev behind, and whoever removes
# the unfinished directory would remove what is mounted there.
unshare --mount mmdebstrap --quiet --mode=root --variant=apt "${options[@]}" "$suite" "$target" "${sources[@]}"

# Node as a person would have unpacked it: the program and npm.
node=$(readlink -f "$(command -v node)")
npm=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")
install -D "$node" "$target/usr/bin/node"
mkdir -p "$target/usr/lib/node_modules"
cp -r "$npm" "$target/usr/lib/node_modules/npm"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$target/usr/bin/npm"
ln -s ../lib/node_modules/npm/bin/npx-cli.js "$target/usr/bin/npx"

# How this machine reaches its package registries.
for file in /etc/resolv.conf /etc/hosts /etc/ssl/certs/ca-certificates.crt /usr/etc/npmrc "$HOME/.npmrc"; do
  if [ -f "$file" ]; then install -D --mode=644 "$(readlink -f "$file")" "$target$file"; fi
done
