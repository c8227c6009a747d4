# A GPT partition table.
{ lib, pkgs, option, fixed, make, below, content, escapeLink, settled, ... }:
{ parent, device }:
let
  limited =
    label: if lib.stringLength label > 36 then builtins.substring 0 36 (builtins.hashString "sha256" label) else label;
  hex = n: "[A-Fa-f0-9]{${toString n}}";
  sectors = text: lib.hasSuffix "s" text;
  partition =
    table: sorted:
    { name, config, ... }:
    {
      options = {
        name = option lib.types.str name;
        type = option (lib.types.strMatching "${hex 4}|${hex 8}-${hex 4}-${hex 4}-${hex 4}-${hex 12}") (
          if config.content != null && config.content.type == "swap" then "8200" else "8300"
        );
        attributes = option (lib.types.listOf lib.types.int) [ ];
        device = option lib.types.str (
          if config.uuid != null then
            "/dev/disk/by-partuuid/${config.uuid}"
          else if parent.type == "mdadm" then
            "/dev/disk/by-id/md-name-any:${parent.name}-part${toString config._index}"
          else
            "/dev/disk/by-partlabel/${escapeLink config.label}"
        );
        priority = option lib.types.int (if config.size == "100%" then 9001 else if config.type == "EF02" then 100 else 1000);
        uuid = option (lib.types.nullOr (lib.types.strMatching "${hex 8}-${hex 4}-${hex 4}-${hex 4}-${hex 12}")) null;
        label = option lib.types.str (limited "${parent.type}-${parent.name}-${config.name}");
        size = option (lib.types.strMatching "100%|[0-9]+[KMGTP]?") "0";
        alignment = option lib.types.int (if sectors config.start || sectors config.end then 1 else 0);
        start = option lib.types.str "0";
        end = option lib.types.str (if config.size == "100%" then "-0" else "+${config.size}");
        content = content { inherit parent; inherit (config) device; isPartition = true; };
        _index = option lib.types.int (lib.length (lib.filter (p: before p config) sorted) + 1);
      };
    };
  before = a: b: a.priority < b.priority || (a.priority == b.priority && a.name < b.name);
  create =
    table: p:
    let
      n = toString p._index;
      change = lib.concatStringsSep " " (
        [
          "--partition-guid=${n}:${if p.uuid == null then "R" else p.uuid}"
          "--change-name=${lib.escapeShellArg "${n}:${p.label}"}"
          "--typecode=${n}:${p.type}"
          "--attributes=${n}:=:0"
        ]
        ++ map (bit: "--attributes=${n}:set:${toString bit}") (lib.unique p.attributes)
        ++ [ "\"${table.device}\"" ]
      );
      alignment = lib.optionalString (p.alignment != 0) "--set-alignment=${toString p.alignment} ";
    in
    ''
      # If the partition exists, only its type and name change.
      sgdisk --align-end ${alignment}--new=${n}:${p.start}:${p.end} ${change} || sgdisk ${change}
      partprobe "${table.device}" || :
      ${settled}
    '';
in
make {
  options = _: config: {
    type = fixed "gpt";
    device = option lib.types.str device;
    partitions = lib.mkOption { type = lib.types.attrsOf (lib.types.submodule (partition config (lib.attrValues config.partitions))); default = { }; };
  };
  disko =
    config:
    let
      sorted = lib.sort before (lib.attrValues config.partitions);
      inner = below (map (p: p.content) sorted);
    in
    inner
    // {
      create = ''
        if ! blkid "${config.device}" >&2; then
          sgdisk --clear "${config.device}"
        fi
        ${lib.concatMapStrings (create config) sorted}
        ${inner.create}
      '';
      config =
        inner.config
        ++ lib.optional (lib.any (p: p.type == "EF02") sorted) { boot.loader.grub.devices = [ config.device ]; };
      packages = [ pkgs.gptfdisk pkgs.parted ] ++ inner.packages;
    };
}
