# programs.*: programs of installers.
{ config, lib, pkgs, ... }:
let
  cfg = config.programs;
  on = default: lib.mkOption { type = lib.types.bool; inherit default; };
in
{
  options.programs = {
    git = {
      enable = on false;
      package = lib.mkOption { type = lib.types.package; default = pkgs.git; };
      config = lib.mkOption { type = lib.types.attrsOf (lib.types.attrsOf lib.types.anything); default = { }; };
    };
    less.enable = on false;
    nano.enable = on true;
    vim = {
      enable = on false;
      defaultEditor = on false;
    };
    neovim = {
      enable = on false;
      defaultEditor = on false;
    };
    htop.enable = on false;
    tmux.enable = on false;
    zsh.enable = on false;
    bash.completion.enable = on false;
    command-not-found.enable = on false;
  };
  config = {
    assertions = [
      {
        assertion = !cfg.command-not-found.enable;
        message = "programs.command-not-found.enable: the offline base has no database of NixOS programs";
      }
    ];
    environment.systemPackages =
      lib.optional cfg.git.enable cfg.git.package
      ++ lib.optional cfg.less.enable pkgs.less
      ++ lib.optional cfg.nano.enable pkgs.nano
      ++ lib.optional cfg.vim.enable pkgs.vim
      ++ lib.optional cfg.neovim.enable pkgs.neovim
      ++ lib.optional cfg.htop.enable pkgs.htop
      ++ lib.optional cfg.tmux.enable pkgs.tmux
      ++ lib.optional cfg.zsh.enable pkgs.zsh
      ++ lib.optional cfg.bash.completion.enable pkgs.bash-completion;
    environment.interactiveShellInit = lib.mkIf cfg.bash.completion.enable ". /usr/share/bash-completion/bash_completion\n";
    environment.variables = lib.mkMerge [
      (lib.mkIf cfg.vim.defaultEditor { EDITOR = lib.mkOverride 900 "vim"; })
      (lib.mkIf cfg.neovim.defaultEditor { EDITOR = lib.mkOverride 900 "nvim"; })
    ];
    environment.etc.gitconfig = lib.mkIf (cfg.git.enable && cfg.git.config != { }) {
      text = lib.concatStrings (
        lib.mapAttrsToList (
          section: values:
          "[${section}]\n"
          + lib.concatStrings (lib.mapAttrsToList (n: v: "\t${n} = ${if lib.isBool v then lib.boolToString v else toString v}\n") values)
        ) cfg.git.config
      );
    };
  };
}
