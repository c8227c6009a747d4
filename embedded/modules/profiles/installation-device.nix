# Settings of a live system: users and logins, with the priorities of the NixOS profile of the same release.
{ lib, pkgs, ... }:
let
  since2505 = lib.releaseAtLeast "25.05";
  soft = if since2505 then lib.mkDefault else (x: x);
in
{
  system.nixos.variant_id = lib.mkDefault "installer";
  documentation.enable = lib.mkImageMediaOverride true;
  documentation.nixos.enable = lib.mkImageMediaOverride true;
  users.users.nixos = {
    isNormalUser = true;
    extraGroups = [ "wheel" "video" ];
    initialHashedPassword = "";
  };
  users.users.root.initialHashedPassword = "";
  security.sudo = {
    enable = lib.mkDefault true;
    wheelNeedsPassword = lib.mkImageMediaOverride false;
  };
  services.getty.autologinUser = "nixos";
  services.getty.helpLine = ''
    This is the cdknix offline base: Debian packages behind NixOS's interface. It is not NixOS.
    The "nixos" and "root" accounts have empty passwords unless the configuration sets one.

    To log in over ssh, use a key of the configuration, or set a password with `passwd` first.
  '';
  services.openssh = {
    enable = soft true;
    settings.PermitRootLogin = soft "yes";
  };
  networking.wireless.enable = lib.mkIf (!(lib.releaseAtLeast "25.11")) (lib.mkDefault true);
  environment.variables.GC_INITIAL_HEAP_SIZE = "1M";
  boot.kernel.sysctl."vm.overcommit_memory" = "1";
  boot.swraid = {
    enable = true;
    mdadmConf = "PROGRAM ${pkgs.coreutils}/bin/true";
  };
  system.extraDependencies = [ pkgs.busybox pkgs.jq ];
  nix.settings.trusted-users = [ "nixos" ];
}
