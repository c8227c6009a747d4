{ console.keyMap = "es"; }
