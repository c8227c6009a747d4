{
  home.stateVersion = "24.05";
  home.file.".tmux.conf".source = ./tmux.conf;

  programs.git = {
    enable = true;
    userName = "Alex";
    userEmail = "alex@example.org";
  };
}
