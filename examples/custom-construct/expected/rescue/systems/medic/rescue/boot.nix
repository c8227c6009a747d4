{ boot.swraid.enable = true; }
