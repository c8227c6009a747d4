# shellcheck shell=bash
# The disks of this machine, with their contents, as JSON in $work/disks.json.

# The mark of an installation is in the last 4 KiB of the first MiB, which no partition and no boot loader uses: GRUB writes
# at most 895 sectors after the partition table (grub-core/../util/setup.c). It can be read without decrypting anything.
mark_block=255
mark_magic=cdknix-installation

read_mark() {
  local magic='' content=''
  {
    IFS= read -r magic || true
    IFS= read -r content || true
  } < <(dd if="$1" bs=4096 skip="$mark_block" count=1 status=none 2> /dev/null | tr -d '\0')
  if [ "$magic" = "$mark_magic" ] && jq --exit-status . <<< "$content" > /dev/null 2>&1; then
    printf '%s\n' "$content"
  else
    echo null
  fi
}

read_disks() {
  local path columns
  udevadm settle --timeout=30 || true
  columns=NAME,KNAME,PATH,TYPE,SIZE,SERIAL,WWN,MODEL,TRAN,ROTA,RO,FSTYPE,LABEL,PARTLABEL,PTTYPE,MOUNTPOINTS
  lsblk --json --bytes --output "$columns" > "$work/lsblk.json"
  jq --raw-output '.blockdevices[] | select(.type == "disk" and (.size | tonumber) > 0 and (.name | test("^(fd|zram|ram|nbd)[0-9]") | not)) | .path' "$work/lsblk.json" |
    while IFS= read -r path; do
      jq --null-input --arg path "$path" --argjson mark "$(read_mark "$path")" \
        --arg properties "$(udevadm info --query=property --name="$path" 2> /dev/null || true)" \
        --argjson signatures "$(wipefs --no-act --json "$path" 2> /dev/null | jq --compact-output '[.signatures[]?.type]' || echo '[]')" \
        '{
          path: $path, mark: $mark, signatures: $signatures,
          properties: ($properties | split("\n") | map(capture("^(?<key>[^=]+)=(?<value>.*)$")?) | from_entries)
        }'
    done | jq --slurp . > "$work/properties.json"
  jq --slurpfile properties "$work/properties.json" --arg volume "$(setting .volume)" "$describe_disks" \
    "$work/lsblk.json" > "$work/disks.json"
}

# shellcheck disable=SC2016
describe_disks='
  def nodes: recurse(.children[]?);
  def present: select(. != null and . != "");
  def transport:
    if .tran != null then .tran
    elif .name | startswith("vd") then "virtio"
    elif .name | startswith("mmcblk") then "mmc"
    elif .name | startswith("nvme") then "nvme"
    else "scsi" end;
  ($properties[0] | map({ key: .path, value: . }) | from_entries) as $by_path
  | [
      .blockdevices[]
      | $by_path[.path] as $known
      | select($known != null)
      | ($known.properties // {}) as $udev
      | {
          path, name,
          size: (.size | tonumber),
          model: ((.model // "") | gsub("\\s+"; " ") | sub("^ "; "") | sub(" $"; "")),
          serial: (.serial // $udev.ID_SERIAL_SHORT // ""),
          serials: ([.serial, $udev.ID_SERIAL_SHORT, $udev.ID_SERIAL, $udev.ID_SCSI_SERIAL] | map(present | gsub("^ +| +$"; "") | gsub(" "; "_")) | unique),
          wwn: (.wwn // ""),
          links: ([.path] + (($udev.DEVLINKS // "") | split(" "))),
          transport: transport,
          rotational: (.rota == true or .rota == "1"),
          isReadOnly: (.ro == true or .ro == "1"),
          isMedium: any(nodes; (.fstype == "iso9660" and .label == $volume) or any(.mountpoints[]?; . == "/iso")),
          mounted: [nodes | .mountpoints[]? | present],
          active: [.children[]? | nodes | select(.type != "part") | { name, type }] | unique,
          contents: (
            [select(.pttype != null) | "partition table \(.pttype)"]
            + [nodes | select(.fstype != null) | "\(.name) \(.fstype)\(if .label == null then "" else " \"\(.label)\"" end)"]
            + [.children[]? | select(.fstype == null) | "\(.name)\(if .partlabel == null then "" else " \"\(.partlabel)\"" end)"]
            + (if .pttype == null and .fstype == null then $known.signatures // [] else [] end)
          ),
          table: (.pttype // $known.signatures[0]? // .fstype // ""),
          partitions: [.children[]? | select(.type == "part") | .partlabel // ""],
          mark: $known.mark
        }
    ]'

disk_fact() {
  jq --raw-output --arg path "$1" ".[] | select(.path == \$path) | $2" "$work/disks.json"
}

# is_marked DEVICE STATE
is_marked() {
  [ "$(disk_fact "$1" .mark.state)" = "$2" ]
}

# shape_of DEVICE: digest of the kind of its content and of the labels of its partitions.
shape_of() {
  disk_fact "$1" '[.table, .partitions] | tojson' | sha256sum | cut --characters=1-64
}

# is_as_marked DEVICE: whether it has had no other partitions since it was marked.
is_as_marked() {
  [ "$(disk_fact "$1" .mark.shape)" = "$(shape_of "$1")" ]
}

# disk_line PATH: a disk as people know it.
disk_line() {
  local size
  size=$(jq --raw-output --arg path "$1" '.[] | select(.path == $path) | .size' "$work/disks.json")
  jq --raw-output --arg path "$1" --arg size "$(human_size "$size")" '
    .[] | select(.path == $path)
    | "\(.path), \($size)\(if .model == "" then "" else ", \(.model)" end)\(if .serial == "" then "" else ", serial number \(.serial)" end)"
  ' "$work/disks.json"
}

# All disks but the medium, in one line.
found_disks() {
  local path lines=()
  while IFS= read -r path; do lines+=("$(disk_line "$path")"); done < <(jq --raw-output '.[] | select(.isMedium | not) | .path' "$work/disks.json")
  if [ "${#lines[@]}" -eq 0 ]; then
    echo "no disks"
  else
    printf '%s; ' "${lines[@]}" | sed 's/; $//'
  fi
}
