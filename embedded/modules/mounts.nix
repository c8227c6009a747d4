# fileSystems and swapDevices of a machine: /etc/fstab, and what stage 1 mounts. A live image mounts its own.
{ config, lib, pkgs, ... }:
let
  base = config.offlineBase;
  nullable = type: lib.mkOption { type = lib.types.nullOr type; default = null; };
  flag = default: lib.mkOption { type = lib.types.bool; inherit default; };
  words = lib.types.listOf lib.types.nonEmptyStr;
  # Source: lib/utils.nix of NixOS, `pathsNeededForBoot`.
  early = [ "/" "/nix" "/nix/store" "/var" "/var/log" "/var/lib" "/var/lib/nixos" "/etc" "/usr" ];
  ofFilesystem =
    { name, config, ... }:
    {
      options = {
        mountPoint = lib.mkOption { type = lib.types.nonEmptyStr; default = name; };
        device = lib.mkOption { type = lib.types.nullOr lib.types.nonEmptyStr; default = if config.label == null then null else "/dev/disk/by-label/${config.label}"; };
        label = nullable lib.types.nonEmptyStr;
        fsType = lib.mkOption { type = lib.types.nonEmptyStr; default = "auto"; };
        options = lib.mkOption { type = words; default = [ "defaults" ]; };
        neededForBoot = flag false;
        depends = lib.mkOption { type = words; default = [ ]; };
        noCheck = flag false;
        autoFormat = flag false;
        autoResize = flag false;
      };
    };
  encryption = {
    options = {
      enable = flag false;
      allowDiscards = flag false;
      cipher = lib.mkOption { type = lib.types.str; default = "aes-xts-plain64"; };
      keySize = nullable lib.types.int;
      source = lib.mkOption { type = lib.types.str; default = "/dev/urandom"; };
    };
  };
  ofSwap =
    { config, ... }:
    {
      options = {
        device = lib.mkOption { type = lib.types.nonEmptyStr; };
        label = nullable lib.types.str;
        size = nullable lib.types.int;
        priority = nullable lib.types.int;
        discardPolicy = nullable (lib.types.enum [ "once" "pages" "both" ]);
        options = lib.mkOption { type = words; default = [ "defaults" ]; };
        randomEncryption = lib.mkOption {
          type = lib.types.coercedTo lib.types.bool (enable: { inherit enable; }) (lib.types.submodule encryption);
          default = { };
        };
      };
      config.device = lib.mkIf (config.label != null) (lib.mkDefault "/dev/disk/by-label/${config.label}");
    };
  filesystems = lib.sort (a: b: a.mountPoint < b.mountPoint) (lib.attrValues config.fileSystems);
  isEarly = f: f.neededForBoot || lib.elem f.mountPoint early;
  isFile = s: s.size != null;
  isEncrypted = s: s.randomEncryption.enable;
  field = lib.replaceStrings [ " " "\t" ] [ "\\040" "\\011" ];
  swapOptions = s: s.options ++ lib.optional (s.priority != null) "pri=${toString s.priority}" ++ lib.optional (s.discardPolicy != null) (if s.discardPolicy == "both" then "discard" else "discard=${s.discardPolicy}");
  # Name of the decrypted device, and part of the name of its unit.
  plain = s: "swap-${lib.sanitizeDerivationName (baseNameOf s.device)}";
  device = s: if isEncrypted s then "/dev/mapper/${plain s}" else s.device;
  unit = s: "mkswap-${lib.sanitizeDerivationName (lib.removePrefix "/" s.device)}";
  # systemd's name for the unit of a path, as systemd-escape --path prints it.
  unitOf = path: lib.replaceStrings [ "/" "-" " " "#" "+" "," "=" "@" "~" ] [ "-" "\\x2d" "\\x20" "\\x23" "\\x2b" "\\x2c" "\\x3d" "\\x40" "\\x7e" ] (lib.removePrefix "/" path);
  swapUnit = s: "${unitOf (device s)}.swap";
  deviceUnits = s: lib.optional (lib.hasPrefix "/dev/" s.device) "${unitOf s.device}.device";
  prepared = lib.filter (s: isFile s || isEncrypted s) config.swapDevices;
in
{
  options = {
    fileSystems = lib.mkOption { type = lib.types.attrsOf (lib.types.submodule ofFilesystem); default = { }; description = "The file systems of the machine."; };
    swapDevices = lib.mkOption { type = lib.types.listOf (lib.types.submodule ofSwap); default = [ ]; description = "The swap space of the machine."; };
    boot.resumeDevice = lib.mkOption { type = lib.types.str; default = ""; description = "Device that the machine resumes from after hibernation."; };
    offlineBase.earlyMounts = lib.mkOption { type = lib.types.lines; internal = true; description = "What stage 1 mounts: \"device type options path\"."; };
  };
  config = lib.mkMerge [
    {
      assertions = [
        {
          assertion = !base.isLive || config.fileSystems == { };
          message = "fileSystems: the live image mounts / and /iso itself; copy or link files with systemd.tmpfiles.rules instead of mounting";
        }
        { assertion = !base.isLive || config.swapDevices == [ ]; message = "swapDevices: a live image has no swap device"; }
        {
          assertion = base.isLive || config.fileSystems ? "/";
          message = "The ‘fileSystems’ option does not specify your root file system.";
        }
      ]
      ++ map (f: {
        assertion = !f.autoFormat && !f.autoResize;
        message = "fileSystems.\"${f.mountPoint}\".autoFormat and autoResize: the offline base does not change file systems when it boots";
      }) filesystems
      ++ map (f: { assertion = f.device != null; message = "fileSystems.\"${f.mountPoint}\".device: the offline base requires a device"; }) filesystems;
    }
    (lib.mkIf (!base.isLive) {
      boot.supportedFilesystems = lib.genAttrs (map (f: f.fsType) filesystems) (_: true);
      boot.initrd.supportedFilesystems = lib.genAttrs (map (f: f.fsType) (lib.filter isEarly filesystems)) (_: true);
      offlineBase.earlyMounts = lib.concatMapStrings (
        f: "${field f.device} ${f.fsType} ${lib.concatStringsSep "," (lib.filter (o: !(lib.hasPrefix "x-" o) && o != "nofail") f.options)} ${field f.mountPoint}\n"
      ) (lib.filter isEarly filesystems);
      # The kernel replays journals when it mounts; nothing else is checked when the machine boots.
      environment.etc.fstab.text =
        lib.concatMapStrings (
          f: "${field f.device} ${field f.mountPoint} ${f.fsType} ${lib.concatStringsSep "," (f.options ++ map (d: "x-systemd.requires-mounts-for=${field d}") f.depends)} 0 0\n"
        ) filesystems
        + lib.concatMapStrings (
          s: "${device s} none swap ${lib.concatStringsSep "," (swapOptions s ++ lib.optional (lib.elem s prepared) "nofail")} 0 0\n"
        ) config.swapDevices;
      environment.systemPackages = lib.mkIf (lib.any isEncrypted config.swapDevices) [ pkgs.cryptsetup ];
      # fstab cannot create swap space, and systemd ignores x-systemd.requires there for swap.
      systemd.services = lib.listToAttrs (
        map (
          s:
          lib.nameValuePair (unit s) {
            description = "Initialisation of swap device ${s.device}";
            unitConfig = { RequiresMountsFor = dirOf s.device; DefaultDependencies = false; };
            requiredBy = [ (swapUnit s) ];
            before = [ "shutdown.target" "swap.target" (swapUnit s) ];
            bindsTo = deviceUnits s;
            after = deviceUnits s;
            conflicts = [ "shutdown.target" ];
            serviceConfig = { Type = "oneshot"; RemainAfterExit = isEncrypted s; };
            script =
              lib.optionalString (isFile s) ''
                size=$(stat -c %s ${lib.escapeShellArg s.device} 2>/dev/null || echo 0)
                if [ "$size" -lt $((${toString s.size} * 1024 * 1024)) ]; then
                  rm -f ${lib.escapeShellArg s.device}
                  truncate -s 0 ${lib.escapeShellArg s.device}
                  # A swap file on btrfs must not be copied on write.
                  chattr +C ${lib.escapeShellArg s.device} 2>/dev/null || true
                  dd if=/dev/zero of=${lib.escapeShellArg s.device} bs=1M count=${toString s.size} status=none
                  chmod 0600 ${lib.escapeShellArg s.device}
                  mkswap ${lib.escapeShellArg s.device}
                fi
              ''
              + lib.optionalString (isEncrypted s) ''
                cryptsetup plainOpen -c ${s.randomEncryption.cipher} ${
                  lib.optionalString (s.randomEncryption.keySize != null) "-s ${toString s.randomEncryption.keySize} "
                }-d ${s.randomEncryption.source} ${lib.optionalString s.randomEncryption.allowDiscards "--allow-discards "}${lib.escapeShellArg s.device} ${plain s}
                mkswap /dev/mapper/${plain s}
              '';
            preStop = lib.optionalString (isEncrypted s) "cryptsetup close ${plain s} || true";
          }
        ) prepared
      );
    })
  ];
}
