# shellcheck shell=bash
# Which target this machine is, and which disk of the machine is which of the target.

# Pairs of a disk's name in the layout and its device, such as main=/dev/vda.
chosen=()
# Disks that the command line names: main=/dev/vda, or a device or ID alone.
requested=()
why_not=
# Targets that this machine can be.
fitting=()

# shellcheck disable=SC2016
select_disks='
  def meets($wanted):
    . as $disk | $wanted.select as $select
    | if $select.serial then ($select.serial | gsub(" "; "_")) as $serial | $disk.serials | index($serial) != null
      elif $select.id or $select.wwn or $select.path then $disk.path == $real or ($disk.links | index($wanted.device) != null)
      else
        ($select.minimumSize == null or $disk.size >= $select.minimumSize)
        and ($select.maximumSize == null or $disk.size <= $select.maximumSize)
        and ($select.rotational == null or $disk.rotational == $select.rotational)
        and ($select.transport == null or $disk.transport == $select.transport)
        and ($select.model == null or ($disk.model | contains($select.model)))
      end;
  [.[] | select(.isMedium | not) | select(meets($wanted)) | .path] | .[]'

# selector_text JSON: a selector as people read it.
selector_text() {
  jq --raw-output '
    .select
    | if .serial then "the serial number \(.serial)"
      elif .id then "the ID \(.id)"
      elif .wwn then "the WWN \(.wwn)"
      elif .path then "the path \(.path)"
      else
        [ if .minimumSize then "at least \(.minimumSize) bytes" else empty end,
          if .maximumSize then "at most \(.maximumSize) bytes" else empty end,
          if .rotational == true then "a hard disk" elif .rotational == false then "an SSD" else empty end,
          if .transport then "connected by \(.transport)" else empty end,
          if .model then "the model \(.model)" else empty end ]
        | if . == [] then "the only disk" else join(", ") end
      end' <<< "$1"
}

# check_requests: whether each disk that the command line names is one disk of the layout, or sets $why_not.
check_requests() {
  local request name device names seen=' '
  names=$(fact '.disks | keys | join(", ")')
  for request in "${requested[@]}"; do
    name=${request%%=*}
    device=${request#*=}
    if [ -z "$device" ]; then
      why_not="--disk \"$request\" names no device"
      return 1
    fi
    if [ "$name" = "$request" ]; then
      if [ "$(fact '.disks | length')" -ne 1 ]; then
        why_not="--disk $device does not say which disk of the layout it is: pass --disk NAME=$device, where NAME is one of $names"
        return 1
      fi
      name=$names
    elif [ "$(fact_of_disk "$name" '. != null')" != true ]; then
      why_not="--disk $request: the layout has no disk \"$name\"; its disks: $names"
      return 1
    fi
    if [[ $seen == *" $name "* ]]; then
      why_not="--disk is passed twice for $name: pass it once for each disk of the layout"
      return 1
    fi
    seen+="$name "
  done
}

# request_for NAME: the disk that the command line names for a disk of the layout, as a device.
request_for() {
  local request name id
  for request in "${requested[@]}"; do
    name=${request%%=*}
    id=${request#*=}
    if [ "$name" != "$request" ] && [ "$name" != "$1" ]; then continue; fi
    jq --raw-output --arg id "$id" --arg real "$(realpath --canonicalize-missing "$id")" '
      [.[] | select(.path == $id or .path == $real or .name == $id or .serial == $id or .wwn == $id
        or (.links | index($id) != null) or (.links | index("/dev/disk/by-id/\($id)") != null)) | .path]
      | if . == [] then $id else .[] end' "$work/disks.json"
    return
  done
}

# choose_disks: sets $chosen for the target, or $why_not.
choose_disks() {
  local name wanted matching request
  chosen=()
  why_not=
  if ! check_requests; then return 1; fi
  while IFS= read -r name; do
    wanted=$(fact_of_disk "$name" .)
    matching=$(jq --raw-output --argjson wanted "$wanted" \
      --arg real "$(realpath --canonicalize-missing "$(jq --raw-output .device <<< "$wanted")")" "$select_disks" "$work/disks.json")
    request=$(request_for "$name")
    if [ -n "$request" ]; then
      if ! grep --quiet --line-regexp --fixed-strings "$request" <<< "$matching"; then
        why_not="$request is not a disk for $name: it does not have $(selector_text "$wanted")"
        return 1
      fi
      matching=$request
    fi
    case $(grep --count . <<< "$matching") in
      0)
        why_not="no disk for $name: none has $(selector_text "$wanted"); found: $(found_disks)"
        return 1
        ;;
      1) ;;
      *)
        why_not="several disks for $name have $(selector_text "$wanted"): $(paste --serial --delimiters=' ' <<< "$matching"); choose one with install-$target --disk $name=DEVICE"
        return 1
        ;;
    esac
    if [[ " ${chosen[*]-} " == *"=$matching "* ]]; then
      why_not="$matching would be used for two disks of the layout: ${chosen[*]} and $name"
      return 1
    fi
    chosen+=("$name=$matching")
  done < <(fact '.disks | keys[]')
}

# is_machine: whether a target without conditions for the machine, or with one that holds.
is_machine() {
  local serials addresses
  serials=$(cat /sys/class/dmi/id/{product,board,chassis}_serial 2> /dev/null || true)
  addresses=$(cat /sys/class/net/*/address 2> /dev/null || true)
  jq --exit-status --arg target "$target" --arg serials "$serials" --arg addresses "$addresses" '
    .targets[$target].machine as $wanted
    | ($serials | split("\n")) as $serials | ($addresses | ascii_downcase | split("\n")) as $addresses
    | $wanted == null or any($wanted[];
        (.dmiSerial != null and (.dmiSerial as $each | $serials | index($each) != null))
        or (.macAddress != null and (.macAddress as $each | $addresses | index($each) != null)))' "$data" > /dev/null
}

# choose_target: the one target that this machine is. Conditions for the machine count more than disks alone.
choose_target() {
  local name reasons=() named=()
  fitting=()
  while IFS= read -r name; do
    target=$name
    if ! is_machine; then
      reasons+=("$name: this machine has neither its serial number nor its MAC address")
    elif ! choose_disks; then
      reasons+=("$name: $why_not")
    else
      fitting+=("$name")
      if [ "$(fact '.machine != null')" = true ]; then named+=("$name"); fi
    fi
  done < <(setting '.targets | keys[]')
  if [ "${#named[@]}" -gt 0 ]; then fitting=("${named[@]}"); fi
  target=
  case ${#fitting[@]} in
    1)
      target=${fitting[0]}
      choose_disks
      ;;
    0)
      if [ "${#reasons[@]}" -eq 1 ]; then
        target=${reasons[0]%%:*}
        why_not=${reasons[0]#*: }
      else
        why_not="no target fits this machine: $(printf '%s; ' "${reasons[@]}" | sed 's/; $//')"
      fi
      return 1
      ;;
    *)
      why_not="several targets fit this machine: ${fitting[*]}"
      return 1
      ;;
  esac
}
