# shellcheck shell=bash
# The command line.

is_dry_run=
is_reinstall=
changed_flake=
closure_bytes=0

usage() {
  cat << END
install-$1 [OPTION…]: install $1 on the disks of this machine

  --dry-run          show what would be done
  --disk NAME=DISK   use this disk: a device, ID, or serial number. NAME= can be omitted if the layout has one disk
  --reinstall        install again what is installed
  --flake DIRECTORY  build the system from a changed flake, such as /flake
  --help             print this text
END
}

run_attended() {
  local answer=''
  read_disks
  if ! choose_disks; then refuse "$why_not"; fi
  if is_installed; then
    outcome "already installed" "to install it again, pass --reinstall"
    return
  fi
  check_everything
  show_plan
  if [ -n "$is_dry_run" ]; then
    say "$(prefix): dry run, nothing was written"
    return
  fi
  IFS= read -r -u 3 -p "Type $target to destroy what is on these disks, and to install: " answer || true
  if [ "$answer" != "$target" ]; then stop "the name was not typed"; fi
  ask_passphrases
  ask_files
  install_target
  outcome installed "remove the medium, and restart the machine"
}

# main (--target NAME | --unattended) [OPTION…]
main() {
  local name='' mode=attended given=("$@")
  while [ "$#" -gt 0 ]; do
    case $1 in
      --unattended) mode=unattended ;;
      --target)
        name=$2
        shift
        ;;
      --disk)
        requested+=("${2?--disk needs a disk}")
        shift
        ;;
      --flake)
        changed_flake=${2?--flake needs a directory}
        shift
        ;;
      --dry-run) is_dry_run=yes ;;
      --reinstall) is_reinstall=true ;;
      --help)
        usage "$name"
        return
        ;;
      *)
        usage "$name" >&2
        exit 2
        ;;
    esac
    shift
  done
  if [ "$(id --user)" -ne 0 ]; then exec sudo -- "$0" "${given[@]}"; fi
  mkdir -p "$work"
  chmod 0700 "$work"
  exec 9> "$work/lock"
  if ! flock --nonblock 9; then
    echo "an installation is running: see $log" >&2
    exit 1
  fi
  : > "$log"
  if [ -z "$is_reinstall" ]; then is_reinstall=$(setting .reinstall); fi
  find_consoles
  trap interrupted INT TERM HUP
  if [ "$mode" = unattended ]; then
    run_unattended "$name"
    return
  fi
  target=$name
  run_attended
}

main "$@"
