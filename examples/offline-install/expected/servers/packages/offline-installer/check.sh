# shellcheck shell=bash
# Everything that must hold before anything is written.

closure_paths() {
  local roots=()
  mapfile -t roots < <(fact .system && setting '.sources[]')
  nix-store --query --requisites "${roots[@]}" | sort --unique
}

check_closure() {
  local path
  if ! closure_paths > "$work/closure" 2>> "$log"; then
    refuse "the medium lacks a part of the system: the store does not know $(fact .system)"
  fi
  while IFS= read -r path; do
    if [ ! -e "$path" ] && [ ! -L "$path" ]; then refuse "the medium lacks a part of the system: $path"; fi
  done < "$work/closure"
  closure_bytes=$(xargs nix-store --query --size < "$work/closure" | jq --slurp add)
}

check_firmware() {
  local firmware=bios
  if [ -d /sys/firmware/efi ]; then firmware=uefi; fi
  if [ "$(fact ".firmware | index(\"$firmware\") != null")" = true ]; then return; fi
  refuse "this machine was started with ${firmware^^}, and the boot loader is for $(fact '.firmware | join(" and ") | ascii_upcase'): change the boot mode in the setup of the firmware"
}

# check_disk NAME DEVICE
check_disk() {
  local name=$1 device=$2 size least room active
  size=$(disk_fact "$device" .size)
  if [ "$(disk_fact "$device" .isReadOnly)" = true ]; then refuse "$device is read-only"; fi
  least=$(fact_of_disk "$name" '.minimumSize // 0')
  if [ "$size" -lt "$least" ]; then
    refuse "$device is too small: it has $(human_size "$size"), and the partitions of $name need $(human_size "$least")"
  fi
  if [ "$(fact ".store.disk == \"$name\"")" = true ]; then
    room=$(fact ".store.bytes // ($size - $least)")
    if [ "$room" -lt "$closure_bytes" ]; then
      refuse "$device is too small: the system needs $(human_size "$closure_bytes"), and its file system has $(human_size "$room")"
    fi
  fi
  if [ -n "$(disk_fact "$device" '.mounted[]')" ]; then
    refuse "$device is in use: $(disk_fact "$device" '.mounted | join(", ")') is mounted"
  fi
  # After an interrupted installation, the live system may have started its arrays.
  active=$(disk_fact "$device" '[.active[] | select(.type | test("^(raid|linear|crypt|mpath)")) | .name] | join(", ")')
  if [ -n "$active" ] && [ "$(disk_fact "$device" ".mark.host == \"$target\"")" != true ]; then
    refuse "$device is in use: it is a part of $active; stop it first, with mdadm --stop or cryptsetup close"
  fi
}

# is_used DEVICE: whether a disk holds anything.
is_used() {
  [ "$(disk_fact "$1" '.contents != []')" = true ]
}

# Without a setting, a person is asked, and an unattended installation destroys no data of others.
wipe_policy() {
  local fallback=ask
  if [ -n "$is_unattended" ] && [ "$is_reinstall" = true ]; then
    fallback=whenLabelledByUs
  elif [ -n "$is_unattended" ]; then
    fallback=never
  fi
  setting ".wipe // \"$fallback\""
}

# is_unfinished NAME DEVICE: whether an interrupted installation of the target left what is on a disk: what it was about to
# wipe, or partitions of the layout. Others may have used the disk since.
is_unfinished() {
  is_marked "$2" installing && [ "$(disk_fact "$2" .mark.host)" = "$target" ] || return 1
  is_as_marked "$2" || fits_layout "$1" "$2"
}

# fits_layout NAME DEVICE: whether the partitions of a disk are some of those of the layout, by their labels if they have some.
fits_layout() {
  local layout
  layout=$(fact_of_disk "$1" '{ table, labels, partitions }')
  # shellcheck disable=SC2016
  jq --exit-status --arg path "$2" --argjson layout "$layout" '
    .[] | select(.path == $path)
    | .table == $layout.table
      and if $layout.labels == null then (.partitions | length) <= $layout.partitions
        else .partitions - $layout.labels == [] end' "$work/disks.json" > /dev/null
}

# check_wipe NAME DEVICE: whether the contents of a disk may be destroyed.
check_wipe() {
  local device=$2 seen
  if ! is_used "$device" || is_unfinished "$1" "$device"; then return; fi
  case $(wipe_policy) in
    always | ask) return ;;
    whenLabelledByUs)
      if is_marked "$device" installed && is_as_marked "$device"; then return; fi
      ;;
  esac
  seen=$(disk_fact "$device" '.contents | join(", ")')
  refuse "$device is not empty ($seen), and may not be wiped: erase it, or set wipe of the OfflineInstaller"
}

is_installed() {
  local pair
  if [ "$is_reinstall" = true ]; then return 1; fi
  for pair in "${chosen[@]}"; do
    if is_marked "${pair#*=}" installed && [ "$(disk_fact "${pair#*=}" .mark.host)" = "$target" ]; then return 0; fi
  done
  return 1
}

check_everything() {
  local pair
  release_earlier
  check_firmware
  check_closure
  for pair in "${chosen[@]}"; do check_disk "${pair%%=*}" "${pair#*=}"; done
  for pair in "${chosen[@]}"; do check_wipe "${pair%%=*}" "${pair#*=}"; done
}

# What will be done, for people.
show_plan() {
  local pair name device
  say "$target will be installed, with $(human_size "$closure_bytes") of packages, on"
  for pair in "${chosen[@]}"; do
    name=${pair%%=*}
    device=${pair#*=}
    say "  $name: $(disk_line "$device")"
    say "    chosen by $(selector_text "$(fact_of_disk "$name" .)")"
    if is_used "$device"; then
      say "    will be destroyed: $(disk_fact "$device" '.contents | join(", ")')"
      if [ "$(disk_fact "$device" '.mark != null')" = true ]; then
        say "    which is $(disk_fact "$device" 'if .mark.state == "installed" then "an installation of \(.mark.host)" else "an unfinished installation of \(.mark.host)" end')"
      fi
    else
      say "    is empty"
    fi
  done
}
