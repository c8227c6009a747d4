# shellcheck shell=bash
# Secrets: from the medium, or from a person.

asked_passphrase=

missing_secrets() {
  local name
  while IFS= read -r name; do
    if [ ! -s "$secrets/$name" ]; then echo "$name"; fi
  done < <(fact "$1 | unique[]")
}

missing_files() {
  missing_secrets '.files | map(.from | split("/") | last)'
}

# Nobody can type files on a console.
check_files() {
  local missing
  missing=$(missing_files | paste --serial --delimiters=' ')
  if [ -n "$missing" ]; then
    refuse "the medium lacks the secrets $missing: write them with synth flash --secrets, or synth seal"
  fi
}

# ask_twice PROMPT: sets $answer.
ask_twice() {
  local again
  while :; do
    ask "$1" silently
    again=$answer
    ask "$1, again" silently
    if [ -n "$answer" ] && [ "$answer" = "$again" ]; then return; fi
    say "The two are empty or differ."
  done
}

ask_passphrases() {
  local name answer
  mkdir -p "$secrets"
  while IFS= read -r name; do
    ask_twice "Passphrase $name, which the disks will be encrypted with"
    (umask 0277 && printf '%s' "$answer" > "$secrets/$name")
  done < <(missing_secrets '.passphrases | keys')
  if [ "$(fact .asksPassphrase)" -gt 0 ]; then
    ask_twice "Passphrase that the disks will be encrypted with"
    asked_passphrase=$answer
  fi
}

ask_files() {
  local name answer
  mkdir -p "$secrets"
  while IFS= read -r name; do
    while [ ! -s "$secrets/$name" ]; do
      ask "File with the secret $name"
      install -m 0400 "$answer" "$secrets/$name" || true
    done
  done < <(missing_files)
}

# with_passphrase COMMAND…: Disko asks twice for each encrypted device without a secret, in the order of its own.
with_passphrase() {
  local count
  count=$(fact .asksPassphrase)
  if [ "$count" -eq 0 ]; then
    "$@"
    return
  fi
  # Without pipefail, because the command may read less.
  (
    set +o pipefail
    for ((; count > 0; count--)); do printf '%s\n%s\n' "$asked_passphrase" "$asked_passphrase"; done | "$@"
    exit "${PIPESTATUS[1]}"
  )
}
