{
  nix = {
    channel.enable = false;
    settings = {
      experimental-features = [
        "nix-command"
        "flakes"
      ];
      accept-flake-config = false;
      http-connections = 50;
      log-lines = 50;
      warn-dirty = false;
    };
  };
}
