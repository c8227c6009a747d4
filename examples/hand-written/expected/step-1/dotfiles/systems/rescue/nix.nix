{ imports = [ ../../files/hosts/rescue ]; }
