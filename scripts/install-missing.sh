#!/usr/bin/env bash
# Installs Debian packages that are missing on this machine: install-missing.sh PACKAGE…
# Prints only to stderr, so that callers can use stdout for results.
set -euo pipefail

missing=()
for package in "$@"; do
  status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

if ! command -v apt-get >/dev/null; then
  echo "install-missing: this machine has no apt-get; install these by hand: ${missing[*]}" >&2
  exit 5
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "install-missing: run this as root, or install sudo: apt-get install ${missing[*]}" >&2
    exit 5
  fi
  as_root=(sudo)
fi

echo "Installing ${missing[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
{
  "${as_root[@]}" apt-get update --quiet
  "${as_root[@]}" apt-get install --quiet --yes --no-install-recommends "${missing[@]}"
} >&2
