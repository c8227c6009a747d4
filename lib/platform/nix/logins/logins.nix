# Everything in a host's configuration that decides who can log in to it. Values that do not evaluate count as absent.
# Never forces derivations deeply, which would evaluate all of nixpkgs.
system:
let
  inherit (builtins)
    attrNames
    attrValues
    concatLists
    concatMap
    concatStringsSep
    deepSeq
    elem
    filter
    foldl'
    isAttrs
    isBool
    isInt
    isList
    isPath
    isString
    listToAttrs
    map
    mapAttrs
    match
    pathExists
    readFile
    toString
    tryEval
    unsafeDiscardStringContext
    ;
  inherit (system) config;

  tried =
    default: value:
    let
      result = tryEval (deepSeq value value);
    in
    if result.success then result.value else default;

  get =
    path: default:
    let
      found = foldl' (set: name: if isAttrs set && set ? ${name} then set.${name} else null) config path;
      result = tryEval found;
    in
    if result.success && result.value != null then result.value else default;

  plain = value: if isString value || isPath value then unsafeDiscardStringContext (toString value) else "";
  texts = value: filter (text: text != "") (map plain (if isList value then value else [ value ]));

  ssh = get [ "services" "openssh" ] { enable = false; };
  isOfflineBase = config ? offlineBase;

  setting =
    value:
    if isString value then
      unsafeDiscardStringContext value
    else if isBool value || isInt value then
      value
    else if isList value then
      map (each: plain (if isInt each then toString each else each)) value
    else
      null;

  # NixOS's own sshd_config consists of the settings and extraConfig. Another one replaces both.
  etc = get [ "environment" "etc" "ssh/sshd_config" ] { };
  source =
    let
      result = tryEval (etc.source or null);
    in
    if result.success then result.value else null;
  isOwn = isOfflineBase || (source.name or "") == "sshd.conf-final";
  fileText =
    if source.text or null != null then
      plain source.text
    else if source.type or "" != "derivation" && (isString source || isPath source) && pathExists source then
      plain (readFile source)
    else
      null;
  replacement = {
    text = tried null fileText;
  };

  sshd = {
    settings = mapAttrs (_: value: tried null (setting value)) (ssh.settings or { });
    extraConfig = tried "" (plain (ssh.extraConfig or ""));
    replaced = if isOwn || !(etc.enable or true) then null else replacement;
    command = tried "" (concatStringsSep "\n" (texts (get [ "systemd" "services" "sshd" "serviceConfig" "ExecStart" ] "")));
    ports = tried [ ] ssh.ports;
    starts =
      tried false (ssh.startWhenNeeded or false)
      || tried [ ] (get [ "systemd" "services" "sshd" "wantedBy" ] [ ]) != [ ];
    pam = tried null (get [ "security" "pam" "services" "sshd" "text" ] null);
  };

  firstSet = user: options: foldl' (found: name: if found == null && user.${name} or null != null then name else found) null options;
  kindOf =
    user: option:
    let
      value = user.${option};
    in
    if option == "hashedPasswordFile" then
      "file"
    else if value == "" then
      "empty"
    else if elem option [ "password" "initialPassword" ] then
      "plain"
    else if match "[!*x].*" value != null then
      "none"
    else
      "hash";
  account =
    user:
    let
      option = firstSet user [ "hashedPasswordFile" "password" "hashedPassword" "initialPassword" "initialHashedPassword" ];
      kind = if option == null then "none" else tried "hash" (kindOf user option);
      keys = user.openssh.authorizedKeys or { };
      shell = user.shell or null;
      shellText = if isAttrs shell then shell.shellPath or "" else plain shell;
    in
    {
      password = { inherit kind option; };
      keys =
        map plain (tried [ ] (keys.keys or [ ]))
        ++ concatMap (file: filter isString (builtins.split "\n" (tried "" (plain (readFile file))))) (tried [ ] (keys.keyFiles or [ ]));
      canLogIn = tried true (match ".*(nologin|/false)" shellText == null);
      groups = tried [ ] ([ (user.group or "") ] ++ (user.extraGroups or [ ]));
      isPerson = tried false ((user.isNormalUser or false) || user.uid or null == 0);
    };
  accounts = mapAttrs (_: account) (get [ "users" "users" ] { });
  isNamed = name: let each = accounts.${name}; in each.isPerson || each.password.kind != "none" || each.keys != [ ];

  firewall = get [ "networking" "firewall" ] { enable = false; };
  openings = [ firewall ] ++ attrValues (tried { } (firewall.interfaces or { }));

  sockets = get [ "systemd" "sockets" ] { };
  socketOf = name: sockets.${name} or (let plainName = match "(.*)@" name; in if plainName == null then { } else sockets.${builtins.head plainName} or { });
  serviceOf =
    name: service:
    let
      socket = socketOf name;
      exec = service.serviceConfig or { };
    in
    {
      inherit name;
      text = concatStringsSep "\n" (texts (exec.ExecStart or "") ++ texts (service.script or ""));
      listens = concatMap texts [ (socket.listenStreams or [ ]) (socket.socketConfig.ListenStream or [ ]) ];
      usesSocket = exec.StandardInput or "" == "socket";
    };
  enabled = filter (name: tried false (config.systemd.services.${name}.enable or true)) (attrNames (get [ "systemd" "services" ] { }));
  services = filter (each: each != null && each.text != "") (map (name: tried null (serviceOf name config.systemd.services.${name})) enabled);

  xinetd = map (each: { name = "xinetd ${each.name}"; text = "${plain each.server} ${plain (each.serverArgs or "")}"; listens = [ (toString (each.port or 0)) each.name ]; usesSocket = true; });

  initrd = get [ "boot" "initrd" "network" "ssh" ] { enable = false; };
in
{
  sshd = if tried false ssh.enable then sshd else null;
  accounts = listToAttrs (map (name: { inherit name; value = removeAttrs accounts.${name} [ "isPerson" ]; }) (filter isNamed (attrNames accounts)));
  firewall = {
    enable = tried false firewall.enable;
    ports = concatMap (each: tried [ ] (each.allowedTCPPorts or [ ])) openings;
    ranges = concatMap (each: tried [ ] (map ({ from, to }: { inherit from to; }) (each.allowedTCPPortRanges or [ ]))) openings;
    trusted = filter (name: name != "lo") (tried [ ] (firewall.trustedInterfaces or [ ]));
  };
  services = services ++ (if tried false (get [ "services" "xinetd" "enable" ] false) then tried [ ] (xinetd config.services.xinetd.services) else [ ]);
  autologin = filter (each: isString each.account) (
    concatLists [
      [ { on = "consoles"; option = "services.getty.autologinUser"; account = tried null (get [ "services" "getty" "autologinUser" ] null); } ]
      [ { on = "consoles (kmscon)"; option = "services.kmscon.autologinUser"; account = tried null (get [ "services" "kmscon" "autologinUser" ] null); } ]
      (if tried false (get [ "services" "displayManager" "autoLogin" "enable" ] false) then
        [ { on = "screen"; option = "services.displayManager.autoLogin.user"; account = tried null (get [ "services" "displayManager" "autoLogin" "user" ] null); } ]
      else
        [ ])
    ]
  );
  initrd =
    if tried false (initrd.enable or false) && tried false (get [ "boot" "initrd" "network" "enable" ] false) then
      { port = tried 22 (initrd.port or 22); keys = map plain (tried [ ] (initrd.authorizedKeys or [ ])); }
    else
      null;
}
