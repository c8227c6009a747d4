{ pkgs, ... }:
{
  environment.systemPackages = [ pkgs.pciutils ];

  systemd.services.hardware-report = {
    description = "Write down what this machine is made of";
    wantedBy = [ "multi-user.target" ];
    path = [
      pkgs.pciutils
      pkgs.util-linux
    ];
    serviceConfig = {
      Type = "oneshot";
      RemainAfterExit = true;
    };
    script = ''
      {
        lscpu
        lspci
        lsblk --output NAME,SIZE,MODEL
      } > "/run/hardware-report.txt"
    '';
  };
}
