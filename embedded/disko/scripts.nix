# The scripts of disko: system.build.diskoScript and the others, with and without their programs.
{ lib, pkgs, devices, disks, rootMountPoint }:
let
  # A device comes after those that it consists of.
  depth =
    limit: device:
    if limit == 0 then
      throw "disko.devices: ${device.key} depends on itself"
    else
      lib.foldl' (deepest: other: lib.max deepest (1 + depth (limit - 1) other)) 0 (
        lib.filter (other: lib.elem device.key other.partOf) devices
      );
  sorted = lib.sort (a: b: depth (lib.length devices) a < depth (lib.length devices) b) devices;
  concat = part: list: lib.concatMapStrings (d: d.${part}) list;
  # Parents sort before what is mounted below them.
  mounts = part: lib.foldl' (all: d: all // d.${part}) { } devices;
  inOrder = lib.attrValues (mounts "mountFs");
  start = "set -efux\n";

  wiped = map (d: d.device) (lib.filter (d: d.destroy) disks);
  wipe = ''
    set -fux
    umount -Rv "${rootMountPoint}" || :
    for device in ${lib.escapeShellArgs wiped}; do
      "$BASH" ${./deactivate.sh} "$device"
    done
  '';
  confirm = ''
    if [ "''${1-}" != --yes-wipe-all-disks ]; then
      printf 'WARNING: This will destroy all data on these disks:\n'
      printf '  - %s\n' ${lib.escapeShellArgs wiped}
      echo 'To skip this dialog, pass --yes-wipe-all-disks.'
      read -rp "Type 'yes' to continue, anything else to abort: " confirmation
      if [ "$confirmation" != yes ]; then
        echo Aborted.
        exit 1
      fi
    fi
  '';
  create = ''
    ${start}
    disko_devices_dir=$(mktemp -d)
    trap 'rm -rf "$disko_devices_dir"' EXIT
    ${concat "create" sorted}
  '';
  mount = ''
    ${start}
    ${concat "mountDevices" sorted}
    ${lib.concatStrings inOrder}
  '';
  unmount = ''
    ${start}
    ${lib.concatStrings (lib.reverseList (lib.attrValues (mounts "unmountFs")))}
    ${concat "unmountDevices" (lib.reverseList sorted)}
  '';

  programs = lib.unique (
    [ pkgs.coreutils pkgs.util-linux pkgs.gnugrep pkgs.systemd pkgs.kmod ] ++ lib.concatMap (d: d.packages) devices
  );
  forWiping = [ pkgs.bash pkgs.coreutils pkgs.util-linux pkgs.gnugrep pkgs.gnused pkgs.gawk pkgs.lvm2 pkgs.mdadm pkgs.cryptsetup ];
  text = {
    destroy = confirm + wipe;
    destroyScript = wipe;
    format = create;
    formatScript = create;
    inherit mount unmount;
    mountScript = mount;
    formatMount = create + mount;
    destroyFormatMount = confirm + wipe + create + mount;
    diskoScript = wipe + create + mount;
  };
  fileName = {
    destroy = "disko-destroy";
    destroyScript = "disko-destroy";
    format = "disko-format";
    formatScript = "disko-format";
    mount = "disko-mount";
    mountScript = "disko-mount";
    unmount = "disko-unmount";
    formatMount = "disko-format-mount";
    destroyFormatMount = "disko-destroy-format-mount";
    diskoScript = "disko";
  };
  write = name: if lib.hasSuffix "Script" name then pkgs.writeScript fileName.${name} else pkgs.writeScriptBin fileName.${name};
  withPrograms = name: body: write name "#!${pkgs.runtimeShell}\nexport PATH=${lib.makeBinPath (lib.unique (programs ++ forWiping))}:$PATH\n${body}";
  all =
    lib.mapAttrs withPrograms text
    // lib.mapAttrs' (name: body: lib.nameValuePair "${name}NoDeps" (write name "#!/usr/bin/env bash\n${body}")) text;
in
all
// {
  disko = lib.warn "the .disko output is deprecated, please use .diskoScript instead" all.diskoScript;
  diskoNoDeps = lib.warn "the .diskoNoDeps output is deprecated, please use .diskoScriptNoDeps instead" all.diskoScriptNoDeps;
}
