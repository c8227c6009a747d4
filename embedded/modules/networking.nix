# networking.*: host names, and DHCP with systemd-networkd on every Ethernet port.
{ config, lib, pkgs, ... }:
let
  cfg = config.networking;
in
{
  options.networking = {
    hostName = lib.mkOption {
      type = lib.types.strMatching "^$|^[[:alnum:]]([[:alnum:]_-]{0,61}[[:alnum:]])?$";
      default = "nixos";
    };
    hostId = lib.mkOption { type = lib.types.nullOr lib.types.str; default = null; };
    domain = lib.mkOption { type = lib.types.nullOr lib.types.str; default = null; };
    hosts = lib.mkOption { type = lib.types.attrsOf (lib.types.listOf lib.types.str); default = { }; };
    extraHosts = lib.mkOption { type = lib.types.lines; default = ""; };
    nameservers = lib.mkOption { type = lib.types.listOf lib.types.str; default = [ ]; };
    timeServers = lib.mkOption { type = lib.types.listOf lib.types.str; default = [ ]; };
    useDHCP = lib.mkOption { type = lib.types.bool; default = true; };
    usePredictableInterfaceNames = lib.mkOption { type = lib.types.bool; default = true; };
    wireless.enable = lib.mkOption { type = lib.types.bool; default = false; description = "Whether to include wpa_supplicant for manual use."; };
    networkmanager.enable = lib.mkOption { type = lib.types.bool; default = false; };
  };
  config = {
    assertions = [
      {
        assertion = !cfg.networkmanager.enable;
        message = "networking.networkmanager.enable: systemd-networkd runs the offline base's network";
      }
      {
        assertion = cfg.hostId == null || builtins.match "[0-9a-fA-F]{8}" cfg.hostId != null;
        message = "Invalid value given to the networking.hostId option.";
      }
    ];
    boot.kernelParams = lib.mkIf (!cfg.usePredictableInterfaceNames) [ "net.ifnames=0" ];
    environment.systemPackages = lib.optionals cfg.wireless.enable [ pkgs.wpa_supplicant pkgs.iw ];
    environment.etc = {
      hostname = lib.mkIf (cfg.hostName != "") { text = cfg.hostName + "\n"; };
      hosts.text =
        "127.0.0.1 localhost\n::1 localhost\n"
        + lib.optionalString (cfg.hostName != "") "127.0.0.2 ${lib.optionalString (cfg.domain != null) "${cfg.hostName}.${cfg.domain} "}${cfg.hostName}\n"
        + lib.concatStrings (lib.mapAttrsToList (ip: names: "${ip} ${toString names}\n") cfg.hosts)
        + cfg.extraHosts;
      hostid = lib.mkIf (cfg.hostId != null) {
        # glibc reads the four bytes in the machine's byte order.
        source = pkgs.runCommand "hostid" { id = toString cfg.hostId; } "perl -e 'print pack(\"V\", hex($ENV{id}))' > $out";
      };
      "systemd/network/99-ethernet-default-dhcp.network" = lib.mkIf cfg.useDHCP {
        text = "[Match]\nType=ether\nKind=!*\n\n[Network]\nDHCP=yes\nIPv6PrivacyExtensions=kernel\n\n[DHCPv4]\nClientIdentifier=mac\n";
      };
      "systemd/network/99-wireless-client-dhcp.network" = lib.mkIf cfg.useDHCP {
        text = "[Match]\nWLANInterfaceType=station\n\n[Network]\nDHCP=yes\nIgnoreCarrierLoss=3s\n\n[DHCPv4]\nRouteMetric=1025\n";
      };
      "systemd/resolved.conf".text = "[Resolve]\n" + lib.optionalString (cfg.nameservers != [ ]) "DNS=${toString cfg.nameservers}\n";
      "systemd/timesyncd.conf".text = "[Time]\n" + lib.optionalString (cfg.timeServers != [ ]) "NTP=${toString cfg.timeServers}\n";
    };
  };
}
