# networking.firewall.*: an nftables rule set that accepts the configured ports and replies to outgoing connections.
{ config, lib, ... }:
let
  cfg = config.networking.firewall;
  ports = lib.mkOption { type = lib.types.listOf lib.types.port; default = [ ]; };
  ranges = lib.mkOption {
    type = lib.types.listOf (lib.types.attrsOf lib.types.port);
    default = [ ];
    description = "Port ranges { from, to }.";
  };
  accept = protocol: single: range:
    let
      all = map toString single ++ map (r: "${toString r.from}-${toString r.to}") range;
    in
    lib.optionalString (all != [ ]) "    ${protocol} dport { ${lib.concatStringsSep ", " all} } accept\n";
in
{
  options.networking.firewall = {
    enable = lib.mkOption { type = lib.types.bool; default = true; };
    allowPing = lib.mkOption { type = lib.types.bool; default = true; };
    allowedTCPPorts = ports;
    allowedUDPPorts = ports;
    allowedTCPPortRanges = ranges;
    allowedUDPPortRanges = ranges;
  };
  config = lib.mkIf cfg.enable {
    offlineBase.debGroups = [ "firewall" ];
    environment.etc."nftables.conf".text = ''
      flush ruleset
      table inet filter {
        chain input {
          type filter hook input priority 0; policy drop;
          ct state established,related accept
          iif lo accept
          meta l4proto ipv6-icmp accept
      ${lib.optionalString cfg.allowPing "    icmp type echo-request accept\n"}    udp sport 67 udp dport 68 accept
          udp dport 546 accept
      ${accept "tcp" cfg.allowedTCPPorts cfg.allowedTCPPortRanges}${accept "udp" cfg.allowedUDPPorts cfg.allowedUDPPortRanges}  }
      }
    '';
    systemd.services.firewall = {
      description = "Firewall";
      wantedBy = [ "sysinit.target" ];
      wants = [ "network-pre.target" ];
      before = [ "network-pre.target" "shutdown.target" ];
      after = [ "systemd-modules-load.service" ];
      conflicts = [ "shutdown.target" ];
      unitConfig.DefaultDependencies = false;
      serviceConfig = { Type = "oneshot"; RemainAfterExit = true; ExecStart = "/usr/sbin/nft -f /etc/nftables.conf"; ExecStop = "/usr/sbin/nft flush ruleset"; };
    };
  };
}
