{
  config,
  lib,
  modulesPath,
  pkgs,
  self,
  ...
}:
let
  keys = [
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 alex@desk"
  ];
  revision = self.shortRev or "dirty";
  name = "${config.networking.hostName}-${config.system.nixos.release}-${revision}-${pkgs.stdenv.hostPlatform.uname.processor}";
in
{
  imports = [
    "${modulesPath}/installer/cd-dvd/installation-cd-minimal.nix"
    ../../modules/locale.nix
    ../../modules/packages.nix
  ];

  isoImage.isoName = lib.mkForce "${name}.iso";
  isoImage.volumeID = name;
  isoImage.squashfsCompression = "zstd -Xcompression-level 19";

  boot.kernelParams = [ "copytoram" ];
  boot.swraid.enable = lib.mkForce false;

  services.openssh.settings = {
    PermitRootLogin = lib.mkForce "prohibit-password";
    PasswordAuthentication = false;
    KbdInteractiveAuthentication = false;
  };
  users.users.root.openssh.authorizedKeys = { inherit keys; };
  users.users.nixos.openssh.authorizedKeys = { inherit keys; };
}
