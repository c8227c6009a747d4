# nix.*: nix.conf, the daemon behind its socket, channels.
{ config, lib, pkgs, ... }:
let
  cfg = config.nix;
  atom = lib.types.nullOr (lib.types.oneOf [ lib.types.bool lib.types.int lib.types.float lib.types.str lib.types.path lib.types.package ]);
  words = default: lib.mkOption { type = lib.types.either (lib.types.listOf lib.types.str) lib.types.str; inherit default; };
  list = default: lib.mkOption { type = lib.types.listOf lib.types.str; inherit default; };
  show = v: if lib.isList v then lib.concatMapStringsSep " " show v else if lib.isBool v then lib.boolToString v else if v == null then "" else toString v;
  # An empty flake-registry means none. Nix before 2.9 would try to download it and fail, so it gets an empty file.
  noRegistry = lib.optionalAttrs (cfg.settings.flake-registry or null == "" && lib.versionOlder pkgs.nix.version "2.9") {
    flake-registry = "/etc/nix/no-registry.json";
  };
  conf = pkgs.writeText "nix.conf" (
    "# WARNING: this file is generated from the nix.* options in your configuration. Do not edit it!\n"
    + lib.concatStrings (lib.mapAttrsToList (n: v: "${n} = ${show v}\n") (cfg.settings // noRegistry))
    + cfg.extraOptions
  );
in
{
  options = {
    nix = {
      enable = lib.mkOption { type = lib.types.bool; default = true; };
      package = lib.mkOption { type = lib.types.package; default = pkgs.nix; description = "The Nix implementation; Debian has only Nix."; };
      channel.enable = lib.mkOption { type = lib.types.bool; default = true; description = "Whether to provide nix-channel and the search path for <nixpkgs>."; };
      checkConfig = lib.mkOption { type = lib.types.bool; default = true; description = "Whether to check nix.conf with Nix when the image is built."; };
      extraOptions = lib.mkOption { type = lib.types.lines; default = ""; };
      nixPath = list (lib.optionals cfg.channel.enable [ "nixpkgs=/nix/var/nix/profiles/per-user/root/channels/nixos" "/nix/var/nix/profiles/per-user/root/channels" ]);
      settings = lib.mkOption {
        default = { };
        description = "Settings of nix.conf.";
        type = lib.types.submodule {
          freeformType = lib.types.attrsOf (lib.types.either atom (lib.types.listOf atom));
          options = {
            max-jobs = lib.mkOption { type = lib.types.either lib.types.int (lib.types.enum [ "auto" ]); default = "auto"; };
            cores = lib.mkOption { type = lib.types.int; default = 0; };
            sandbox = lib.mkOption { type = lib.types.either lib.types.bool (lib.types.enum [ "relaxed" ]); default = true; };
            extra-sandbox-paths = list [ ];
            auto-optimise-store = lib.mkOption { type = lib.types.bool; default = false; };
            require-sigs = lib.mkOption { type = lib.types.bool; default = true; };
            substituters = list [ ];
            trusted-public-keys = list [ ];
            trusted-substituters = list [ ];
            trusted-users = list [ ];
            allowed-users = list [ "*" ];
            experimental-features = words [ ];
            system-features = list [ "nixos-test" "benchmark" "big-parallel" "kvm" ];
          };
        };
      };
    };
    system.installer.channel.enable = lib.mkOption {
      type = lib.types.bool;
      default = true;
      description = "Whether root has a channel with this base's source, for <nixpkgs>.";
    };
  };
  config = lib.mkMerge [
    {
      offlineBase.links = lib.mkIf (cfg.enable && config.system.installer.channel.enable) {
        "/nix/var/nix/profiles/per-user/root/channels/nixos" = "${config.nixpkgs.source}";
      };
      offlineBase.remove = lib.optionals (!cfg.enable) [ "usr/bin/nix*" ] ++ lib.optional (!cfg.channel.enable) "usr/bin/nix-channel";
    }
    (lib.mkIf cfg.enable {
      # NixOS's defaults. A store that finds its paths by hash needs no cache to build a trivial derivation.
      nix.settings = {
        substituters = lib.mkAfter [ "https://cache.nixos.org/" ];
        trusted-public-keys = [ "cache.nixos.org-1:6NCHdD59X431o0gWypbMrAURkbJ16ZPMQFGspcDShjY=" ];
        trusted-users = lib.mkIf (!(lib.releaseAtLeast "25.11")) [ "root" ];
        # The shell of sandboxed builds must be a static program.
        extra-sandbox-paths = lib.mkIf config.offlineBase.isLive [
          "/bin/sh=${pkgs.runCommand "sandbox-shell" { deb = pkgs.debFile "busybox-static"; } ''
            # ./bin on Debian 12, ./usr/bin on Debian 13
            deb_files $deb | tar -x --no-same-owner --wildcards --transform 's,.*/,,' './*bin/busybox'
            mkdir -p $out/bin
            cp busybox $out/bin/sh
          ''}/bin/sh"
        ];
        # A machine builds its next system with its own programs. Replaces the default, which is /bin/sh.
        sandbox-paths = lib.mkIf (!config.offlineBase.isLive) [ "/bin" "/sbin" "/lib" "/lib64" "/usr" ];
        build-users-group = "nixbld";
        nix-path = lib.mkIf (cfg.nixPath != [ ] || !cfg.channel.enable) cfg.nixPath;
      };
      environment.systemPackages = [ cfg.package ];
      environment.etc."nix/no-registry.json" = lib.mkIf (noRegistry != { }) { text = builtins.toJSON { version = 2; flakes = [ ]; }; };
      environment.etc."nix/nix.conf".source = pkgs.runCommand "nix.conf" { inherit conf; } (
        lib.optionalString cfg.checkConfig ''
          mkdir conf
          cp $conf conf/nix.conf
          export HOME=$PWD NIX_CONF_DIR=$PWD/conf NIX_STATE_DIR=$PWD/state NIX_USER_CONF_FILES=
          if ! ${pkgs.nix.forBuild}/bin/nix --extra-experimental-features nix-command show-config >checked 2>errors; then
            echo "nix.settings: Nix does not accept this configuration:" >&2
            cat errors >&2
            exit 1
          fi
          sed 's/^warning: /nix.settings: Nix ${pkgs.nix.version} warns: /' errors >&2
        ''
        + "cp $conf $out\n"
      );
      systemd.sockets.nix-daemon = {
        description = "Nix Daemon Socket";
        wantedBy = [ "sockets.target" ];
        before = [ "multi-user.target" ];
        socketConfig.ListenStream = "/nix/var/nix/daemon-socket/socket";
      };
      systemd.services.nix-daemon = {
        description = "Nix Daemon";
        requires = [ "nix-daemon.socket" ];
        after = [ "nix-daemon.socket" ];
        environment.NIX_SSL_CERT_FILE = "/etc/ssl/certs/ca-certificates.crt";
        serviceConfig = { ExecStart = "/usr/bin/nix-daemon --daemon"; KillMode = "process"; LimitNOFILE = 1048576; TasksMax = 1048576; };
      };
      systemd.tmpfiles.rules = [
        "d /nix/var/nix/daemon-socket 0755 root root - -"
        "d /nix/var/nix/gcroots/per-user 1777 root root - -"
        "d /nix/var/nix/profiles/per-user 1777 root root - -"
        "d /nix/var/nix/profiles/per-user/root 0755 root root - -"
        "L+ /nix/var/nix/gcroots/booted-system - - - - /run/booted-system"
        "L+ /nix/var/nix/gcroots/current-system - - - - /run/current-system"
      ];
    })
  ];
}
