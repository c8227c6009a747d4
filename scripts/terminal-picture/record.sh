#!/usr/bin/env bash
# Records a real terminal session, and draws it as docs/terminal.svg: builds the example, boots its ISO, and lists the
# flake on it: record.sh [DIRECTORY]
# Keeps the captured screens in DIRECTORY; `npx ts-node scripts/terminal-picture/draw.ts DIRECTORY` draws them again.
# Needs tmux and QEMU, and takes about five minutes. Use a clean clone of a commit that was not built before: otherwise the
# ISO is named "dirty", or there is no build to show.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

screens=${1:-$(mktemp -d)}
mkdir -p "$screens"
width=96 height=24
terminal() { tmux -L cdknix-picture "$@"; }
trap 'terminal kill-server' EXIT
terminal -f /dev/null new-session -d -x "$width" -y "$height" \
  "env PS1='~/cdknix\$ ' bash --norc --noprofile"
terminal set-option -g status off

started=$(date +%s%3N)
last=
# Saves the screen with its colors, if it changed, to a file named by the milliseconds since the start.
capture() {
  local screen
  screen=$(terminal capture-pane -e -p)
  [ "$screen" = "$last" ] && return
  last=$screen
  printf '%s\n' "$screen" >"$screens/$(printf '%08d' $(($(date +%s%3N) - started))).ansi"
}
wait_for() { # PATTERN of a line, SECONDS
  local end=$((SECONDS + $2))
  until terminal capture-pane -p | grep -qE "$1"; do
    [ "$SECONDS" -lt "$end" ] || { echo "record: no line matches $1" >&2; terminal capture-pane -p >&2; exit 1; }
    capture
    sleep 0.4
  done
  capture
}
type_line() {
  terminal send-keys -l "$1"
  sleep 0.5
  capture
  terminal send-keys Enter
  sleep 1
}

wait_for '^~/cdknix\$' 10
type_line 'npm run --silent example'
wait_for '^/nix/store/.*lilith' 1800
wait_for '^~/cdknix\$ *$' 60
sleep 1
type_line 'npx synth vm lilith'
wait_for 'nixos@lilith' 900
sleep 3
type_line 'ls /flake /flake/modules/iso'
wait_for 'nixpkgs.nix' 30
type_line 'cat /flake/modules/iso/boot.nix'
wait_for '^}' 30
sleep 1
capture
npx ts-node scripts/terminal-picture/draw.ts "$screens"
