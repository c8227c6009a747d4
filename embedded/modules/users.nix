# users.users and users.groups: /etc/passwd, group and shadow, home directories, and ssh keys.
{ config, lib, ... }:
let
  cfg = config.users;
  users = lib.attrValues cfg.users;
  groups = lib.attrValues cfg.groups;
  # Source: nixos/modules/config/update-users-groups.pl, which starts with the highest ID for system users and groups.
  ranges = {
    normal = { first = 1000; last = 29999; onMachine = "1000-29999"; };
    system = { first = 400; last = 999; onMachine = "999-400"; };
  };
  # Assigns free IDs to entries without one, in the given order.
  assign =
    what: option: range: taken: names:
    (lib.foldl'
      (acc: name:
        let
          free =
            n:
            if n > range.last then
              throw "${option name}: all ${what}s from ${toString range.first} to ${toString range.last} are in use; set this option to another number"
            else if lib.elem n taken then
              free (n + 1)
            else
              n;
          id = free acc.next;
        in
        { next = id + 1; ids = acc.ids // { ${name} = id; }; })
      { next = range.first; ids = { }; }
      names
    ).ids;
  takenUids = map (u: u.uid) (lib.filter (u: u.uid != null) users);
  takenGids = map (g: g.gid) (lib.filter (g: g.gid != null) groups);
  rangeOf = u: if u.isNormalUser then ranges.normal else ranges.system;
  nameless = range: map (u: u.name) (lib.filter (u: u.uid == null && rangeOf u == range) users);
  assignUids = range: assign "UID" (name: "users.users.${name}.uid") range takenUids (nameless range);
  uids = assignUids ranges.normal // assignUids ranges.system;
  gids = assign "GID" (name: "users.groups.${name}.gid") ranges.system takenGids (map (g: g.name) (lib.filter (g: g.gid == null) groups));
  # A machine keeps the IDs that it assigned, so tools/machine/accounts.pl gets ranges and names of groups.
  inherit (config.offlineBase) isLive;
  uid = u: if u.uid != null then u.uid else if isLive then uids.${u.name} else (rangeOf u).onMachine;
  gid = g: if g.gid != null then g.gid else if isLive then gids.${g.name} else ranges.system.onMachine;
  groupOf = u: cfg.groups.${u.group} or (throw "users.users.${u.name}.group: no group named `${u.group}'");
  gidOf = u: if isLive then gid (groupOf u) else (groupOf u).name;
  members = g: lib.unique (g.members ++ map (u: u.name) (lib.filter (u: lib.elem g.name u.extraGroups) users));
  hash = u: if u.hashedPasswordFile != null then "!" else if u.hashedPassword != null then u.hashedPassword else if u.initialHashedPassword != null then u.initialHashedPassword else "!";
  line = lib.concatMapStrings (fields: lib.concatStringsSep ":" (map toString fields) + "\n");
  # A package means the shell in it.
  shell = u: if lib.isDerivation u.shell then "${u.shell}${u.shell.shellPath or "/bin/${u.shell.meta.mainProgram or u.shell.pname}"}" else u.shell;
  str = default: lib.mkOption { type = lib.types.str; inherit default; };
  nullable = type: lib.mkOption { type = lib.types.nullOr type; default = null; };
  flag = lib.mkOption { type = lib.types.bool; default = false; };
  userType = lib.types.submodule (
    { name, config, ... }:
    {
      options = {
        name = str name;
        description = str "";
        uid = nullable lib.types.int;
        isNormalUser = flag;
        isSystemUser = flag;
        createHome = flag;
        group = str "";
        extraGroups = lib.mkOption { type = lib.types.listOf lib.types.str; default = [ ]; };
        home = lib.mkOption { type = lib.types.path; default = "/var/empty"; };
        shell = lib.mkOption { type = lib.types.either lib.types.package lib.types.path; default = "/usr/sbin/nologin"; };
        hashedPassword = nullable lib.types.str;
        hashedPasswordFile = nullable lib.types.str;
        initialHashedPassword = nullable lib.types.str;
        password = nullable lib.types.str;
        initialPassword = nullable lib.types.str;
        packages = lib.mkOption { type = lib.types.listOf lib.types.package; default = [ ]; };
        openssh.authorizedKeys = {
          keys = lib.mkOption { type = lib.types.listOf lib.types.singleLineStr; default = [ ]; };
          keyFiles = lib.mkOption { type = lib.types.listOf lib.types.path; default = [ ]; };
        };
      };
      config = lib.mkIf config.isNormalUser {
        group = lib.mkDefault "users";
        createHome = lib.mkDefault true;
        home = lib.mkDefault "/home/${config.name}";
        shell = lib.mkDefault "/bin/bash";
        isSystemUser = lib.mkDefault false;
      };
    }
  );
  system = uid: group: home: { inherit uid group home; isSystemUser = true; };
in
{
  options.users = {
    users = lib.mkOption { type = lib.types.attrsOf userType; default = { }; };
    groups = lib.mkOption {
      default = { };
      type = lib.types.attrsOf (
        lib.types.submodule (
          { name, ... }:
          {
            options = {
              name = str name;
              gid = nullable lib.types.int;
              members = lib.mkOption { type = lib.types.listOf lib.types.str; default = [ ]; };
            };
          }
        )
      );
    };
  };
  config = {
    assertions =
      map (u: {
        assertion = u.password == null && u.initialPassword == null;
        message = "users.users.${u.name}.password and initialPassword: the offline base supports only hashes; use hashedPassword or initialHashedPassword (mkpasswd creates one)";
      }) users
      ++ map (u: {
        assertion = !config.offlineBase.isLive || u.hashedPasswordFile == null || lib.hasPrefix "/run/cdknix/secrets/" u.hashedPasswordFile;
        message = "users.users.${u.name}.hashedPasswordFile: a live image of the offline base supports only secrets of the medium (Secret.named)";
      }) users
      ++ map (u: {
        assertion = lib.elem u.name [ "root" ] || u.isNormalUser != u.isSystemUser;
        message = "Exactly one of users.users.${u.name}.isSystemUser and users.users.${u.name}.isNormalUser must be set.";
      }) users;
    environment.systemPackages = lib.concatMap (u: u.packages) users;
    users.groups =
      lib.mapAttrs (_: gid: { inherit gid; }) {
        root = 0; daemon = 1; bin = 2; sys = 3; adm = 4; tty = 5; disk = 6; lp = 7; mail = 8; uucp = 10; man = 12; proxy = 13; kmem = 15;
        dialout = 20; fax = 21; voice = 22; cdrom = 24; floppy = 25; tape = 26; audio = 29; dip = 30; backup = 34;
        operator = 37; src = 40; shadow = 42; utmp = 43; video = 44; sasl = 45; plugdev = 46; staff = 50; games = 60; users = 100;
        input = 101; sgx = 102; kvm = 103; render = 104; crontab = 105; systemd-journal = 106; systemd-network = 107; systemd-resolve = 108;
        systemd-timesync = 109; messagebus = 110; _ssh = 111; netdev = 112; nixbld = 30000; nogroup = 65534;
      }
      // { wheel.gid = 998; };
    users.users = {
      root = {
        uid = lib.mkDefault 0;
        group = "root";
        home = lib.mkDefault "/root";
        shell = lib.mkDefault "/bin/bash";
        description = "System administrator";
      };
      daemon = system 1 "daemon" "/usr/sbin";
      man = system 6 "man" "/var/cache/man";
      systemd-network = system 107 "systemd-network" "/run/systemd";
      systemd-resolve = system 108 "systemd-resolve" "/run/systemd";
      systemd-timesync = system 109 "systemd-timesync" "/run/systemd";
      messagebus = system 110 "messagebus" "/run/dbus";
      sshd = system 111 "nogroup" "/run/sshd";
      nobody = system 65534 "nogroup" "/nonexistent";
    }
    // lib.listToAttrs (
      map (n: lib.nameValuePair "nixbld${toString n}" (system (30000 + n) "nixbld" "/var/empty" // { extraGroups = [ "nixbld" ]; })) (lib.range 1 10)
    );
    environment.etc = {
      passwd = {
        mode = "0644";
        text = line (map (u: [ u.name "x" (uid u) (gidOf u) u.description u.home (shell u) ]) users);
      };
      group = { mode = "0644"; text = line (map (g: [ g.name "x" (gid g) (lib.concatStringsSep "," (members g)) ]) groups); };
      shadow = { mode = "0640"; gid = 42; text = line (map (u: [ u.name (hash u) 1 "" "" "" "" "" "" ]) users); };
      gshadow = { mode = "0640"; gid = 42; text = line (map (g: [ g.name "!" "" "" ]) groups); };
    }
    // lib.listToAttrs (
      map (u: lib.nameValuePair "ssh/authorized_keys.d/${u.name}" {
        mode = "0444";
        text = lib.concatMapStrings (k: k + "\n") (u.openssh.authorizedKeys.keys ++ map builtins.readFile u.openssh.authorizedKeys.keyFiles);
      }) (lib.filter (u: u.openssh.authorizedKeys.keys != [ ] || u.openssh.authorizedKeys.keyFiles != [ ]) users)
    );
    offlineBase.directories =
      [ "root 0700 0 0" "var/empty 0755 0 0" ]
      ++ map (u: "${lib.removePrefix "/" (toString u.home)} 0700 ${if isLive then toString (uid u) else u.name} ${toString (gidOf u)}") (lib.filter (u: u.createHome) users);
  };
}
