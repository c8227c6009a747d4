# disko.devices.mdadm.<name>: a software RAID.
{ lib, pkgs, option, fixed, make, below, words, content, settled, ... }:
make {
  options = name: config: {
    name = option lib.types.str name;
    type = fixed "mdadm";
    level = option lib.types.int 1;
    metadata = option (lib.types.enum [ "1" "1.0" "1.1" "1.2" "default" "ddf" "imsm" ]) "default";
    extraArgs = words;
    content = content { parent = config; device = "/dev/md/${config.name}"; };
  };
  disko =
    config:
    let
      inner = below [ config.content ];
    in
    inner
    // {
      create = ''
        if ! [ -e "/dev/md/${config.name}" ]; then
          readarray -t disk_devices <"$disko_devices_dir"/raid_${lib.escapeShellArg config.name}
          echo y | mdadm --create "/dev/md/${config.name}" --level=${toString config.level} --raid-devices="''${#disk_devices[@]}" \
            --metadata=${config.metadata} --force --homehost=any ${lib.escapeShellArgs config.extraArgs} "''${disk_devices[@]}"
          partprobe "/dev/md/${config.name}" || :
          ${settled}
          # An array may begin with what was on its disks before.
          sgdisk --zap-all "/dev/md/${config.name}"
        fi
        ${inner.create}
      '';
      unmountDevices = ''
        ${inner.unmountDevices}
        if [ -e "/dev/md/${config.name}" ]; then
          mdadm --stop "/dev/md/${config.name}"
        fi
      '';
      config = [ { boot.swraid.enable = true; } ] ++ inner.config;
      packages = [ pkgs.parted pkgs.gptfdisk pkgs.mdadm ] ++ inner.packages;
    };
}
