# The types of disko: each is a submodule whose `_disko` has what the scripts and the system need of it.
{ lib, pkgs, rootMountPoint }:
let
  option = type: default: lib.mkOption { inherit type default; };
  inherit (lib.types) str lines nullOr listOf;
  fixed = name: lib.mkOption { type = lib.types.enum [ name ]; default = name; internal = true; };

  hooks = lib.genAttrs [ "preCreateHook" "postCreateHook" "preMountHook" "postMountHook" "preUnmountHook" "postUnmountHook" ] (_: option lines "");
  # Hooks can use the options of their device as variables.
  variables =
    config:
    lib.toShellVars (
      lib.mapAttrs' (name: lib.nameValuePair (lib.replaceStrings [ "-" ] [ "_" ] name)) (
        lib.filterAttrs (
          name: value:
          !(lib.hasPrefix "_" name)
          && !(lib.hasSuffix "Hook" name)
          && (lib.isString value || lib.isInt value || lib.isBool value || (lib.isList value && lib.all lib.isString value))
        ) config
      )
    );
  wrap = config: phase: commands: if commands == "" then "" else ''
    (
    ${variables config}
    ${config."pre${phase}Hook"}
    ${commands}
    ${config."post${phase}Hook"}
    )
  '';
  none = {
    create = "";
    mountDevices = "";
    mountFs = { };
    unmountDevices = "";
    unmountFs = { };
    config = [ ];
    packages = [ ];
    # Arrays and volume groups that consist of it.
    partOf = [ ];
    assertions = [ ];
  };
  # A submodule from its options and a function from its configuration to its `_disko`.
  make =
    { options, disko, settings ? { } }:
    lib.types.submodule (
      { config, name, ... }:
      {
        options = hooks // options name config // { _disko = lib.mkOption { type = lib.types.raw; internal = true; }; };
        config = settings // {
          _disko =
            let
              own = none // disko config;
            in
            own
            // {
              create = wrap config "Create" own.create;
              mountDevices = wrap config "Mount" own.mountDevices;
              mountFs = lib.mapAttrs (_: wrap config "Mount") own.mountFs;
              unmountDevices = wrap config "Unmount" own.unmountDevices;
              unmountFs = lib.mapAttrs (_: wrap config "Unmount") own.unmountFs;
            };
        };
      }
    );
  # What a device has of its contents, which are null or have a `_disko`.
  below =
    contents:
    let
      all = map (c: c._disko) (lib.filter (c: c != null) contents);
      text = part: lib.concatMapStrings (c: c.${part}) all;
      set = part: lib.foldl' (acc: c: acc // c.${part}) { } all;
      list = part: lib.concatMap (c: c.${part}) all;
    in
    {
      create = text "create";
      mountDevices = text "mountDevices";
      mountFs = set "mountFs";
      unmountDevices = text "unmountDevices";
      unmountFs = set "unmountFs";
      config = list "config";
      packages = list "packages";
      partOf = list "partOf";
      assertions = list "assertions";
    };
  shared = {
    inherit lib pkgs rootMountPoint option fixed make below none content;
    pathOption = option (nullOr str) null;
    words = option (listOf str) [ ];
    mountOptions = option (listOf str) [ "defaults" ];
    # Udev writes other characters of a label as \xNN in the names of links.
    escapeLink = lib.stringAsChars (c: if builtins.match "[0-9A-Za-z#+.:=@_/-]" c != null || c == "" then c else "\\x${hex c}");
    # Mounts and unmounts a device or a subvolume.
    mountAt = { device, target, type ? null, options }: {
      mountFs.${target} = ''
        if ! findmnt "${device}" "${rootMountPoint}${target}" >/dev/null 2>&1; then
          mount "${device}" "${rootMountPoint}${target}" ${lib.optionalString (type != null) "-t ${lib.escapeShellArg type} "}${
            lib.concatMapStringsSep " " (o: "-o ${lib.escapeShellArg o}") options
          } -o X-mount.mkdir
        fi
      '';
      unmountFs.${target} = ''
        if findmnt "${device}" "${rootMountPoint}${target}" >/dev/null 2>&1; then
          umount "${rootMountPoint}${target}"
        fi
      '';
    };
    settled = "udevadm trigger --subsystem-match=block\nudevadm settle --timeout 120\n";
  };
  hex =
    c:
    let
      code = lib.findFirst (n: builtins.substring n 1 ascii == c) (throw "disko: the offline base supports only ASCII labels, not `${c}'") (
        lib.range 0 (lib.stringLength ascii - 1)
      );
      digit = n: builtins.substring n 1 "0123456789ABCDEF";
    in
    digit ((code + 32) / 16) + digit (lib.mod (code + 32) 16);
  ascii = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

  contents = lib.genAttrs [ "gpt" "table" "filesystem" "btrfs" "luks" "lvm_pv" "mdraid" "swap" ] (name: import (./. + "/${name}.nix") shared);
  tables = [ "gpt" "table" ];
  refused = {
    zfs = "Debian's main archive has no ZFS";
    bcachefs = "Debian's kernel has no bcachefs";
  };
  # The content of a device: a submodule that its `type` chooses.
  content =
    { parent, device, isPartition ? false }:
    lib.mkOption {
      default = null;
      description = "The content of the device.";
      type = nullOr (
        lib.mkOptionType {
          name = "subType";
          description = "one of ${lib.concatStringsSep ", " (lib.attrNames contents)}";
          check = lib.isAttrs;
          merge =
            loc: defs:
            let
              inherit ((lib.evalModules {
                prefix = loc;
                modules = [
                  {
                    freeformType = lib.types.lazyAttrsOf lib.types.raw;
                    options.type = lib.mkOption { type = str; };
                  }
                ]
                ++ map (def: { _file = def.file; config = def.value; }) defs;
              }).config) type;
              path = lib.showOption (loc ++ [ "type" ]);
            in
            if refused ? ${type} then
              throw "${path}: ${refused.${type}}; build with `--nixpkgs github:NixOS/nixpkgs/nixos-${lib.baseRelease}' for it"
            else if !(contents ? ${type}) then
              throw "${path}: disko has no content of the type `${type}'"
            else if isPartition && lib.elem type tables then
              throw "${path}: a partition cannot have a partition table"
            else
              (contents.${type} { inherit parent device; }).merge loc defs;
        }
      );
    };
in
{
  setOf = type: lib.mkOption { type = lib.types.attrsOf type; default = { }; };
}
// lib.genAttrs [ "disk" "mdadm" "lvm_vg" "nodev" ] (name: import (./. + "/${name}.nix") shared)
