# shellcheck shell=bash
# Without a person: waits for the disks, counts down, installs, and ends as configured.

wait_for_target() {
  local try
  # Disks behind USB and RAID controllers can take a while to appear.
  for try in 1 2 3 4 5; do
    read_disks
    if [ -n "$1" ]; then
      target=$1
      if choose_disks; then return 0; fi
    elif choose_target || [ "${#fitting[@]}" -gt 1 ]; then
      return 0
    fi
    if [ "$try" -lt 5 ]; then sleep 3; fi
  done
  return 1
}

# ask_target: several targets fit this machine.
ask_target() {
  local answer=''
  say "Several targets fit this machine: ${fitting[*]}"
  while ! grep --quiet --line-regexp --fixed-strings "$answer" < <(printf '%s\n' "${fitting[@]}"); do
    ask "Name of the one to install"
  done
  target=$answer
  choose_disks
}

# watch_for_key SECONDS
watch_for_key() {
  if IFS= read -r -s -n 1 -t "$1"; then touch "$work/key"; fi
}

count_down() {
  local left=$1 readers
  rm -f "$work/key"
  start_readers watch_for_key "$left"
  say "Press any key to stop the installation."
  while [ "$left" -gt 0 ]; do
    if [ "$((left % 10))" -eq 0 ] || [ "$left" -le 5 ]; then say "$(prefix): starts in $left s"; fi
    sleep 1
    left=$((left - 1))
    if [ -e "$work/key" ]; then break; fi
  done
  end_readers
  if [ -e "$work/key" ]; then stop "a key was pressed; to install, log in and run install-$target"; fi
}

run_unattended() {
  is_unattended=yes
  # The manager writes "a start job is running" over questions and progress (systemd(1), SIGRTMIN+20 and 21).
  kill -s RTMIN+21 1
  trap 'kill -s RTMIN+20 1' EXIT
  if ! wait_for_target "$1"; then refuse "$why_not"; fi
  if [ -z "$target" ]; then ask_target; fi
  if is_installed; then
    outcome "already installed" "remove the medium, and restart the machine"
    return
  fi
  check_everything
  check_files
  ask_passphrases
  show_plan
  count_down "$(setting .countdown)"
  install_target
  case $(setting .then) in
    reboot)
      outcome installed "restarting"
      systemctl --no-block reboot
      ;;
    powerOff)
      outcome installed "powering off"
      systemctl --no-block poweroff
      ;;
    *) outcome installed "remove the medium, and restart the machine" ;;
  esac
}
