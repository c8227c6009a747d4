{ imports = [ ../../files/hosts/desk ]; }
