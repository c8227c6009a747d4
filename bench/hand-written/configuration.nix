# The configuration of examples/lilith, written by hand in one file.
{
  config,
  lib,
  pkgs,
  self,
  ...
}:
let
  name = "lilith-${config.system.nixos.release}-abc1234-x86_64";
  key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 nobody@example";

  install-host = pkgs.writeShellApplication {
    name = "install-host";
    runtimeInputs = [ pkgs.gitMinimal ];
    text = builtins.readFile ./install-host.sh;
  };
in
{
  networking.hostName = "lilith";
  nixpkgs.hostPlatform = "x86_64-linux";
  nixpkgs.config.allowUnfree = true;

  isoImage.isoName = lib.mkForce "${name}.iso";
  isoImage.volumeID = name;
  isoImage.squashfsCompression = "zstd -Xcompression-level 19";
  isoImage.edition = "";
  isoImage.appendToMenuLabel = "";
  isoImage.contents = [
    {
      source = self;
      target = "/flake";
    }
  ];
  systemd.tmpfiles.rules = [ "C /flake - - - - /iso/flake" ];

  boot.kernelParams = [ "copytoram" ];
  boot.supportedFilesystems = lib.mkForce [
    "btrfs"
    "vfat"
    "f2fs"
    "xfs"
    "ntfs"
    "cifs"
  ];
  boot.swraid.enable = lib.mkForce false;

  nix.package = pkgs.lix;
  nix.channel.enable = false;
  nix.settings = {
    experimental-features = [
      "nix-command"
      "flakes"
    ];
    accept-flake-config = false;
    flake-registry = "";
    http-connections = 50;
    log-lines = 50;
    warn-dirty = false;
    substituters = [ "https://nix-community.cachix.org" ];
    trusted-public-keys = [ "nix-community.cachix.org-1:mB9FSh9qf2dCimDSUo8Zy7bkq5CX+/rkCWyvRCYg3Fs=" ];
  };

  system.disableInstallerTools = true;
  system.nixos-generate-config.configuration = ''
    { config, lib, pkgs, ... }:

    {
      imports = [ ./hardware-configuration.nix ];

    $bootLoaderConfig
      system.stateVersion = "${config.system.nixos.release}";
    }
  '';
  programs.git.enable = true;
  programs.git.package = pkgs.gitMinimal;
  environment.systemPackages = [
    config.system.build.nixos-install
    config.system.build.nixos-enter
    config.system.build.nixos-generate-config
    install-host
  ];
  environment.variables.EDITOR = "vim";
  environment.defaultPackages = lib.mkForce [ ];

  services.openssh.enable = true;
  services.openssh.settings = {
    PermitRootLogin = lib.mkForce "prohibit-password";
    PasswordAuthentication = false;
    KbdInteractiveAuthentication = false;
  };
  users.users.root.openssh.authorizedKeys.keys = [ key ];
  users.users.nixos.openssh.authorizedKeys.keys = [ key ];

  documentation.enable = lib.mkForce false;
  documentation.nixos.enable = lib.mkForce false;
  documentation.doc.enable = false;
  documentation.man.enable = false;
  documentation.info.enable = false;
  system.installer.channel.enable = false;
  system.extraDependencies = lib.mkForce [ ];
  system.switch.enable = false;

  console.font = "${pkgs.terminus_font}/share/consolefonts/ter-d18n.psf.gz";
  console.keyMap = "us";

  security.pam.loginLimits = [
    {
      domain = "*";
      item = "nofile";
      type = "-";
      value = "65536";
    }
    {
      domain = "root";
      item = "nofile";
      type = "-";
      value = "65536";
    }
  ];
}
