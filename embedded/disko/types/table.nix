# A partition table of parted: GPT or MBR.
{ lib, pkgs, option, fixed, make, below, content, escapeLink, settled, ... }:
{ parent, device }:
let
  types = [ "bcachefs" "btrfs" "ext2" "ext3" "ext4" "fat16" "fat32" "hfs" "hfs+" "linux-swap" "ntfs" "reiserfs" "udf" "xfs" ];
  numbered =
    disk: index:
    let
      is = pattern: builtins.match pattern disk != null;
      n = toString index;
    in
    if is "/dev/(disk|zvol)/.+" then
      "${disk}-part${n}"
    else if is "/dev/((nvme|mmcblk).+|md/.*[[:digit:]]|loop[[:digit:]]+)" then
      "${disk}p${n}"
    else
      "${disk}${n}";
  partition =
    table:
    { name, config, ... }:
    {
      options = {
        part-type = option (lib.types.enum [ "primary" "logical" "extended" ]) "primary";
        fs-type = option (lib.types.nullOr (lib.types.enum types)) null;
        name = option (lib.types.nullOr lib.types.str) null;
        start = option lib.types.str "0%";
        end = option lib.types.str "100%";
        flags = option (lib.types.listOf lib.types.str) [ ];
        bootable = option lib.types.bool false;
        content = content { inherit parent; device = numbered table.device config._index; isPartition = true; };
        _index = option lib.types.int (lib.toInt (lib.head (builtins.match ".*entry ([0-9]+)]" name)));
      };
    };
  create =
    table: p:
    let
      what = if table.format == "gpt" then lib.escapeShellArg (escapeLink p.name) else p.part-type;
      parted = words: "parted -s \"${table.device}\" -- ${words}\n";
      set = flag: parted "set ${toString p._index} ${flag} on";
    in
    parted "mkpart ${what} ${lib.optionalString (p.fs-type != null) "${p.fs-type} "}${p.start} ${p.end}"
    + "partprobe \"${table.device}\" || :\n${settled}"
    + lib.concatMapStrings set (lib.optional p.bootable "boot" ++ p.flags)
    + "partprobe \"${table.device}\" || :\n${settled}";
in
make {
  options = _: config: {
    type = fixed "table";
    device = option lib.types.str device;
    format = option (lib.types.enum [ "gpt" "msdos" ]) "gpt";
    partitions = option (lib.types.listOf (lib.types.submodule (partition config))) [ ];
  };
  disko =
    config:
    let
      inner = below (map (p: p.content) config.partitions);
    in
    inner
    // {
      create = ''
        if ! parted -s "${config.device}" print >/dev/null 2>&1 || [ "$(sfdisk --json "${config.device}" | grep -c '"node"')" = 0 ]; then
          if ! blkid "${config.device}" >&2; then
            parted -s "${config.device}" -- mklabel ${config.format}
          fi
          ${lib.concatMapStrings (create config) config.partitions}
        fi
        ${inner.create}
      '';
      packages = [ pkgs.parted ] ++ inner.packages;
    };
}
