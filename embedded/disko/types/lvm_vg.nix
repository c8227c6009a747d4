# disko.devices.lvm_vg.<name>: a volume group with its volumes.
{ lib, pkgs, option, fixed, make, below, words, content, ... }:
let
  volume =
    group:
    { name, config, ... }:
    {
      options = {
        name = option lib.types.str name;
        priority = option lib.types.int (
          (if config.lvm_type == "thin-pool" then 501 else 1000) + (if lib.hasInfix "100%" config.size then 251 else 0)
        );
        size = lib.mkOption { type = lib.types.str; };
        lvm_type = option (lib.types.nullOr (lib.types.enum [ "mirror" "raid0" "raid1" "raid4" "raid5" "raid6" "thin-pool" "thinlv" ])) null;
        extraArgs = words;
        pool = option (lib.types.nullOr lib.types.str) null;
        content = content { parent = group; device = "/dev/${group.name}/${config.name}"; isPartition = true; };
      };
    };
  create =
    group: v:
    let
      isThin = v.lvm_type == "thinlv";
      unit = if isThin then "-V" else if lib.hasInfix "%" v.size then "-l" else "-L";
    in
    ''
      if ! lvdisplay "${group.name}/${v.name}"; then
        lvcreate --yes ${unit} ${if lib.hasSuffix "%" v.size then "${v.size}FREE" else v.size} -n "${v.name}" ${
          lib.optionalString isThin "--thinpool=${v.pool} "
        }${lib.optionalString (v.lvm_type != null && !isThin) "--type=${v.lvm_type} "}${toString v.extraArgs} "${group.name}"
      fi
    '';
in
make {
  options = name: config: {
    name = option lib.types.str name;
    type = fixed "lvm_vg";
    lvs = lib.mkOption { type = lib.types.attrsOf (lib.types.submodule (volume config)); default = { }; };
  };
  disko =
    config:
    let
      volumes = lib.sort (a: b: a.priority < b.priority) (lib.attrValues config.lvs);
      inner = below (map (v: v.content) volumes);
      types = lib.unique (lib.concatMap (v: lib.optional (v.lvm_type != null) v.lvm_type) volumes);
      modules = [ "dm-snapshot" ] ++ lib.concatMap (t: { mirror = [ "dm-mirror" ]; thin-pool = [ "dm-thin-pool" ]; thinlv = [ "dm-thin-pool" ]; }.${t} or [ "dm-raid" ]) types;
    in
    inner
    // {
      create = ''
        ${lib.concatMapStrings (m: "modprobe ${m}\n") modules}
        readarray -t lvm_devices <"$disko_devices_dir"/lvm_${lib.escapeShellArg config.name}
        if ! vgdisplay "${config.name}" >/dev/null; then
          vgcreate "${config.name}" "''${lvm_devices[@]}"
        fi
        ${lib.concatMapStrings (create config) volumes}
        ${inner.create}
      '';
      mountDevices = "vgchange -a y\n${inner.mountDevices}";
      unmountDevices = "${inner.unmountDevices}\nvgchange -a n \"${config.name}\"\n";
      config = [ { boot.initrd.kernelModules = modules; } ] ++ inner.config;
      packages = [ pkgs.lvm2 ] ++ inner.packages;
    };
}
