{
  system.switch.enable = false;

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
