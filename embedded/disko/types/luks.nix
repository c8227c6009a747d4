# Encryption with LUKS.
{ lib, pkgs, option, fixed, make, below, pathOption, words, content, ... }:
{ parent, device }:
let
  keyFile =
    config:
    if config.settings ? keyFile then
      config.settings.keyFile
    else if config.askPassword then
      ''<(set +x; echo -n "$password"; set -x)''
    else if config.passwordFile != null then
      ''<(set +x; echo -n "$(cat ${config.passwordFile})"; set -x)''
    else
      config.keyFile;
  keyArgs =
    config:
    lib.optionalString (keyFile config != null) "--key-file ${keyFile config} "
    + lib.optionalString (config.settings ? keyFileSize) "--keyfile-size ${toString config.settings.keyFileSize} "
    + lib.optionalString (config.settings ? keyFileOffset) "--keyfile-offset ${toString config.settings.keyFileOffset} ";
  open =
    config: more:
    "cryptsetup open \"${config.device}\" \"${config.name}\" "
    + lib.optionalString (config.settings.allowDiscards or false) "--allow-discards "
    + lib.optionalString (config.settings.bypassWorkqueues or false) "--perf-no_read_workqueue --perf-no_write_workqueue "
    + "${toString config.extraOpenArgs} ${keyArgs config}${more}\n";
  read = config: again: ''
    { set +x; } 2>/dev/null
    while true; do
      printf 'Enter password for ${config.device}: '
      IFS= read -r -s password
      echo
      ${lib.optionalString again ''
        printf 'Enter password for ${config.device} again to be safe: '
        IFS= read -r -s password_check
        echo
        if [ "$password" != "$password_check" ]; then
          echo 'Passwords did not match, please try again.'
          continue
        fi
      ''}
      break
    done
    export password
    set -x
  '';
in
make {
  options = _: config: {
    type = fixed "luks";
    device = option lib.types.str device;
    name = lib.mkOption { type = lib.types.str; };
    keyFile = pathOption;
    passwordFile = pathOption;
    askPassword = option lib.types.bool (config.keyFile == null && config.passwordFile == null && !(config.settings ? keyFile));
    settings = lib.mkOption { type = lib.types.attrsOf lib.types.anything; default = { }; };
    additionalKeyFiles = words;
    initrdUnlock = option lib.types.bool true;
    extraFormatArgs = words;
    extraOpenArgs = words;
    content = content { parent = config; device = "/dev/mapper/${config.name}"; };
  };
  disko =
    config:
    let
      inner = below [ config.content ];
    in
    inner
    // {
      create = ''
        if ! blkid "${config.device}" >/dev/null || ! cryptsetup isLuks "${config.device}"; then
          ${lib.optionalString config.askPassword (read config true)}
          cryptsetup -q luksFormat "${config.device}" ${toString config.extraFormatArgs} ${keyArgs config}
        fi
        if ! cryptsetup status "${config.name}" >/dev/null; then
          ${lib.optionalString config.askPassword "[ -n \"\${password-}\" ] || { ${read config false} }"}
          ${open config "--persistent"}
        fi
        ${lib.concatMapStrings (file: "cryptsetup luksAddKey \"${config.device}\" ${file} ${keyArgs config}\n") config.additionalKeyFiles}
        ${inner.create}
      '';
      mountDevices = ''
        if ! cryptsetup status "${config.name}" >/dev/null 2>/dev/null; then
          ${lib.optionalString config.askPassword (read config false)}
          ${open config ""}
        fi
        ${inner.mountDevices}
      '';
      unmountDevices = ''
        ${inner.unmountDevices}
        if cryptsetup status "${config.name}" >/dev/null 2>/dev/null; then
          cryptsetup close "${config.name}"
        fi
      '';
      config =
        inner.config
        ++ lib.optional config.initrdUnlock {
          boot.initrd.luks.devices.${config.name} = { inherit (config) device; } // config.settings;
        };
      packages = [ pkgs.cryptsetup ] ++ inner.packages;
    };
}
