# boot.initrd.luks.*: devices that stage 1 decrypts with a passphrase.
{ config, lib, pkgs, ... }:
let
  devices = lib.attrValues config.boot.initrd.luks.devices;
  flag = default: lib.mkOption { type = lib.types.bool; inherit default; };
  refused = device: option: reason: { assertion = device.${option} == null; message = "boot.initrd.luks.devices.${device.name}.${option}: ${reason}"; };
  nullable = type: lib.mkOption { type = lib.types.nullOr type; default = null; };
in
{
  options = {
    boot.initrd.luks.devices = lib.mkOption {
      default = { };
      description = "LUKS devices to decrypt before the root file system is mounted.";
      type = lib.types.attrsOf (
        lib.types.submodule (
          { name, ... }:
          {
            options = {
              name = lib.mkOption { type = lib.types.str; default = name; };
              device = lib.mkOption { type = lib.types.str; };
              allowDiscards = flag false;
              bypassWorkqueues = flag false;
              preLVM = flag true;
              fallbackToPassword = flag false;
              keyFile = nullable lib.types.str;
              header = nullable lib.types.str;
            };
          }
        )
      );
    };
    offlineBase.luksDevices = lib.mkOption { type = lib.types.lines; internal = true; description = "What stage 1 decrypts: \"name device options\"."; };
  };
  config = {
    assertions = lib.concatMap (d: [
      (refused d "keyFile" "stage 1 of the offline base asks for a passphrase and has no key files")
      (refused d "header" "the offline base supports only headers on the device itself")
    ]) devices;
    boot.initrd.kernelModules = lib.mkIf (devices != [ ]) [ "dm_mod" "dm_crypt" ];
    boot.initrd.availableKernelModules = lib.mkIf (devices != [ ]) [ "xts" "aes_generic" "aesni_intel" "cbc" "ecb" "sha256_generic" "sha512_generic" "essiv" "cryptd" "crypto_simd" "af_alg" "algif_skcipher" ];
    environment.systemPackages = lib.mkIf (devices != [ ]) [ pkgs.cryptsetup ];
    offlineBase.luksDevices = lib.concatMapStrings (
      d:
      "${d.name} ${d.device} ${lib.optionalString d.allowDiscards "--allow-discards"} ${
        lib.optionalString d.bypassWorkqueues "--perf-no_read_workqueue --perf-no_write_workqueue"
      }\n"
    ) devices;
  };
}
