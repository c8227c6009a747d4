{ console.keyMap = "us"; }
