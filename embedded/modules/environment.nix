# Packages and variables of every session, and the files that Debian's maintainer scripts would create.
{ config, lib, pkgs, ... }:
let
  cfg = config.environment;
  variables = lib.mapAttrs (_: v: lib.concatStringsSep ":" (map toString (lib.toList v))) (cfg.variables // cfg.sessionVariables);
  path = "/run/wrappers/bin:/run/current-system/sw/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  valueType = lib.types.oneOf [ (lib.types.listOf (lib.types.oneOf [ lib.types.int lib.types.str lib.types.path ])) lib.types.int lib.types.str lib.types.path ];
  setEnvironment = pkgs.writeText "set-environment" (
    "# DO NOT EDIT -- this file has been generated automatically.\n"
    + "export PATH=\"$HOME/.nix-profile/bin:/nix/var/nix/profiles/default/bin:${path}\"\n"
    + lib.concatStrings (lib.mapAttrsToList (n: v: "export ${n}=\"${lib.escape [ "\"" ] v}\"\n") variables)
  );
in
{
  options.environment = {
    systemPackages = lib.mkOption { type = lib.types.listOf lib.types.package; default = [ ]; description = "Packages for every user."; };
    defaultPackages = lib.mkOption { type = lib.types.listOf lib.types.package; default = [ pkgs.perl pkgs.rsync pkgs.strace ]; };
    variables = lib.mkOption { type = lib.types.attrsOf valueType; default = { }; description = "Environment variables of every login session."; };
    sessionVariables = lib.mkOption { type = lib.types.attrsOf valueType; default = { }; };
    shellAliases = lib.mkOption { type = lib.types.attrsOf (lib.types.nullOr (lib.types.either lib.types.str lib.types.path)); default = { }; };
    loginShellInit = lib.mkOption { type = lib.types.lines; default = ""; };
    interactiveShellInit = lib.mkOption { type = lib.types.lines; default = ""; };
  };
  config = {
    environment.systemPackages = cfg.defaultPackages;
    system.build.path = pkgs.buildEnv {
      name = "system-path";
      paths = lib.unique cfg.systemPackages;
      # Links only the programs of a Debian package: its other files are already in the image's /usr.
      pathsToLink = [ "/bin" "/sbin" ];
    };
    system.build.setEnvironment = setEnvironment;
    environment.etc = {
      "set-environment".source = setEnvironment;
      # pam_env reads this for sessions without a login shell, such as `ssh host command`.
      "environment".text = "PATH=\"${path}\"\n" + lib.concatStrings (lib.mapAttrsToList (n: v: lib.optionalString (!(lib.hasInfix "\n" v)) "${n}=\"${v}\"\n") variables);
      "profile".text = ''
        # DO NOT EDIT -- this file has been generated automatically.
        . /etc/set-environment
        ${cfg.loginShellInit}
        if [ -n "''${BASH_VERSION-}" ] && [ -n "''${PS1-}" ]; then . /etc/bash.bashrc; fi
      '';
      "bash.bashrc".text = ''
        [ -n "''${PS1-}" ] || return 0
        if [ "$UID" -eq 0 ]; then PS1='\n\[\033[1;31m\][\u@\h:\w]\$\[\033[0m\] '; else PS1='\n\[\033[1;32m\][\u@\h:\w]\$\[\033[0m\] '; fi
        ${lib.concatStrings (lib.mapAttrsToList (n: v: lib.optionalString (v != null) "alias -- ${n}=${lib.escapeShellArg v}\n") cfg.shellAliases)}
        ${cfg.interactiveShellInit}
      '';
      "zsh/zshenv".text = ". /etc/set-environment\n";
      "shells".text = "/bin/sh\n/bin/bash\n/usr/bin/zsh\n/run/current-system/sw/bin/bash\n";
      "nsswitch.conf".text = ''
        passwd: files systemd
        group: files systemd
        shadow: files systemd
        gshadow: files systemd
        hosts: files myhostname resolve [!UNAVAIL=return] dns
        networks: files
        protocols: files
        services: files
        ethers: files
        rpc: files
      '';
      # Debian's certificates in one file, as update-ca-certificates writes it.
      "ssl/certs/ca-certificates.crt".source = "${pkgs.runCommand "ca-certificates.crt" { deb = pkgs.debFile "ca-certificates"; } ''
        deb_files $deb | tar -x --no-same-owner ./usr/share/ca-certificates
        find usr -name '*.crt' | sort | xargs cat > $out
      ''}";
      "ld.so.conf".text = "/usr/local/lib/x86_64-linux-gnu\n/lib/x86_64-linux-gnu\n/usr/lib/x86_64-linux-gnu\n/usr/local/lib\n";
      "inputrc".text = "set bell-style none\n\"\\e[A\": history-search-backward\n\"\\e[B\": history-search-forward\n\"\\e[3~\": delete-char\n\"\\e[1~\": beginning-of-line\n\"\\e[4~\": end-of-line\n";
    };
    environment.variables = {
      EDITOR = lib.mkDefault "nano";
      PAGER = lib.mkDefault "less";
      NIX_SSL_CERT_FILE = "/etc/ssl/certs/ca-certificates.crt";
    };
    # Names that Debian's alternatives system would link.
    offlineBase.links = {
      "/usr/bin/awk" = "mawk";
      "/usr/bin/vi" = "vim.basic";
      "/usr/bin/vim" = "vim.basic";
      "/usr/bin/editor" = "nano";
      "/usr/bin/pager" = "less";
      "/usr/bin/nc" = "nc.openbsd";
      "/usr/bin/which" = "which.debianutils";
      "/usr/bin/telnet" = "inetutils-telnet";
      "/usr/bin/traceroute" = "traceroute.db";
      "/usr/bin/w" = "w.procps";
      "/usr/lib/x86_64-linux-gnu/libblas.so.3" = "blas/libblas.so.3";
      "/usr/lib/x86_64-linux-gnu/liblapack.so.3" = "lapack/liblapack.so.3";
    };
  };
}
