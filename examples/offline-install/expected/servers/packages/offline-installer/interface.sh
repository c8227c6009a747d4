# shellcheck shell=bash
# Messages: on the terminal, on every console, and in the log.

data=${CDKNIX_INSTALLER_DATA:-/etc/cdknix/installer.json}
work=/run/cdknix-install
log=$work/log
secrets=/run/cdknix/secrets

target=
is_unattended=
consoles=()

# Commands in the background get the terminal from here.
exec 3<&0

# The consoles of the kernel, apart from the terminal that the program runs on.
find_consoles() {
  local name own active
  own=$(tty <&3 || true)
  read -r active < /sys/class/tty/console/active || true
  for name in $active; do
    # The first virtual terminal, instead of the one in front.
    if [ "$name" = tty0 ]; then name=tty1; fi
    if [ "/dev/$name" != "$own" ] && [ -c "/dev/$name" ]; then consoles+=("/dev/$name"); fi
  done
}

# The subshell keeps the terminal from becoming that of the service.
on_consoles() {
  local console
  for console in "${consoles[@]}"; do
    (printf '%s\r\n' "$*" > "$console") 2> /dev/null || true
  done
}

say() {
  printf '%s\n' "$*"
  printf '%s\n' "$*" >> "$log"
  if [ -n "$is_unattended" ]; then on_consoles "$*"; fi
}

# Lines of a text, one by one.
say_lines() {
  local line
  while IFS= read -r line; do say "$line"; done <<< "$1"
}

# ask PROMPT [silently]: sets $answer to a line that a person types: on the terminal, or without one on any console.
ask() {
  if [ -n "$is_unattended" ]; then
    ask_on_consoles "$@"
    return
  fi
  IFS= read -r ${2:+-s} -u 3 -p "$1: " answer || stop "nobody answered"
  if [ -n "${2-}" ]; then echo; fi
}

# start_readers FUNCTION ARGUMENT…: runs a function for every console, in a process of its own that reads from the console and
# writes to it, so that all are read at once. Sets $readers.
start_readers() {
  local console
  readers=()
  for console in "${consoles[@]}"; do
    "$@" 2> /dev/null <> "$console" >&0 &
    readers+=("$!")
  done
}

# A reader that is killed leaves its console without echo.
end_readers() {
  local console reader
  for reader in "${readers[@]}"; do kill "$reader" 2> /dev/null || true; done
  for console in "${consoles[@]}"; do stty sane < "$console" 2> /dev/null || true; done
}

# The first answer counts.
ask_on_consoles() {
  local readers
  rm -f "$work/answer"
  printf '%s:\n' "$1" | tee -a "$log"
  start_readers answer_from "$@"
  until [ -e "$work/answer" ]; do
    # 127: every reader has ended.
    wait -n "${readers[@]}" || [ "$?" -ne 127 ] || break
  done
  end_readers
  if [ ! -e "$work/answer" ]; then refuse "nobody can answer: $1"; fi
  answer=$(cat "$work/answer")
  rm "$work/answer"
}

# answer_from PROMPT [silently]: the console is open before a person sees the prompt, so that no answer is lost.
answer_from() {
  local line
  printf '%s:\r\n' "$1"
  IFS= read -r ${2:+-s} line
  (umask 0077 && printf '%s' "$line" > "$work/answer-of-$BASHPID" && mv "$work/answer-of-$BASHPID" "$work/answer")
}

prefix() {
  printf 'install%s' "${target:+-$target}"
}

# outcome WORDS [DETAILS]: the last line, which other programs wait for.
outcome() {
  local line
  line="$(prefix): $1${2:+: $2}"
  printf '%s\n' "$line"
  printf '%s\n' "$line" >> "$log"
  on_consoles "$line"
}

refuse() {
  outcome refused "$1"
  exit 3
}

stop() {
  outcome stopped "$1"
  exit 4
}

fail() {
  local last
  # Messages of Nix can have null bytes.
  last=$(tail -n 15 "$log" | tr -d '\0' | sed 's/^/  /')
  say "The last lines of $log:"
  say_lines "$last"
  outcome failed "$1"
  exit 1
}

running=
running_step=

# step NAME COMMAND…: runs a command with its output in the log. In the background, errexit works inside the command; in a
# process group of its own, it ends together with the program.
step() {
  running_step=$1
  shift
  say "$(prefix): $running_step"
  set -o monitor
  "$@" >> "$log" 2>&1 < /dev/null &
  running=$!
  set +o monitor
  if ! wait "$running"; then fail "$running_step"; fi
  running=
}

interrupted() {
  trap '' INT TERM HUP
  if [ -n "$running" ]; then
    kill -TERM -- "-$running" 2> /dev/null || true
    wait "$running" || true
    outcome failed "$running_step was interrupted; run the installation again"
    exit 1
  fi
  stop "interrupted"
}

human_size() {
  numfmt --to=iec-i --suffix=B "$1"
}

# setting FILTER: a value of the installer's data.
setting() {
  jq --raw-output "$1" "$data"
}

# fact FILTER: a value of the target's data.
fact() {
  jq --raw-output --arg target "$target" ".targets[\$target] | $1" "$data"
}

# fact_of_disk NAME FILTER: a value of the data of a disk of the target's layout.
fact_of_disk() {
  jq --compact-output --raw-output --arg target "$target" --arg name "$1" ".targets[\$target].disks[\$name] | $2" "$data"
}
