{ environment.variables.EDITOR = "vim"; }
