{ networking.domain = "fleet.example.org"; }
