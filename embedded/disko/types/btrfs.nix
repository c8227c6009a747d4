# A btrfs with subvolumes.
{ lib, pkgs, option, fixed, make, pathOption, words, mountOptions, mountAt, ... }:
{ parent, device }:
let
  swap = lib.mkOption {
    default = { };
    description = "Swap files.";
    type = lib.types.attrsOf (
      lib.types.submodule (
        { name, ... }:
        {
          options = {
            size = option (lib.types.strMatching "([0-9]+[KMGTP])?") "";
            path = option lib.types.str name;
            priority = option (lib.types.nullOr lib.types.int) null;
            options = option (lib.types.listOf lib.types.nonEmptyStr) [ "defaults" ];
          };
        }
      )
    );
  };
  swapDevices =
    { mountpoint, swap, ... }: map (file: { device = "${mountpoint}/${file.path}"; inherit (file) priority options; }) (lib.attrValues swap);
  swapFiles =
    { swap, ... }:
    directory:
    lib.concatMapStrings (file: ''
      [ -e "${directory}/${file.path}" ] || btrfs filesystem mkswapfile --size ${file.size} "${directory}/${file.path}"
    '') (lib.attrValues swap);
  subvolume =
    { name, ... }:
    {
      options = {
        name = option lib.types.str name;
        type = fixed "btrfs_subvol";
        extraArgs = words;
        inherit mountOptions swap;
        mountpoint = pathOption;
      };
    };
  # Commands with the top of the file system at $top.
  atTop = config: commands: ''
    (
      top=$(mktemp -d)
      mount "${config.device}" "$top" -o subvol=/
      trap 'umount "$top"; rm -rf "$top"' EXIT
      ${commands}
    )
  '';
in
make {
  options = _: _: {
    type = fixed "btrfs";
    device = option lib.types.str device;
    extraArgs = words;
    inherit mountOptions swap;
    mountpoint = pathOption;
    subvolumes = lib.mkOption { type = lib.types.attrsOf (lib.types.submodule subvolume); default = { }; };
  };
  disko =
    config:
    let
      subvolumes = lib.attrValues config.subvolumes;
      places =
        lib.optional (config.mountpoint != null) { target = config.mountpoint; options = config.mountOptions; }
        ++ map (s: { target = s.mountpoint; options = s.mountOptions ++ [ "subvol=${s.name}" ]; }) (
          lib.filter (s: s.mountpoint != null) subvolumes
        );
      mounts = map (p: mountAt { inherit (config) device; inherit (p) target options; }) places;
    in
    {
      create = ''
        if ! (blkid "${config.device}" -o export | grep -q '^TYPE='); then
          mkfs.btrfs "${config.device}" ${toString config.extraArgs}
        fi
      ''
      + lib.optionalString (config.swap != { } || subvolumes != [ ]) (
        atTop config (
          swapFiles config "$top"
          + lib.concatMapStrings (s: ''
            subvolume="$top/"${lib.escapeShellArg s.name}
            mkdir -p "$(dirname "$subvolume")"
            if ! btrfs subvolume show "$subvolume" >/dev/null 2>&1; then
              btrfs subvolume create ${toString s.extraArgs} "$subvolume"
            fi
            ${swapFiles s "$subvolume"}
          '') subvolumes
        )
      );
      mountFs = lib.foldl' (all: m: all // m.mountFs) { } mounts;
      unmountFs = lib.foldl' (all: m: all // m.unmountFs) { } mounts;
      config =
        map (p: { fileSystems.${p.target} = { inherit (config) device; fsType = "btrfs"; inherit (p) options; }; }) places
        ++ map (s: { swapDevices = swapDevices s; }) ([ config ] ++ subvolumes);
      packages = [ pkgs.btrfs-progs ];
    };
}
