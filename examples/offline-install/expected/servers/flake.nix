{
  description = "Servers, and the USB drive that installs them without a network";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.05";
    disko = {
      url = "github:nix-community/disko/v1.13.0";
      inputs.nixpkgs.follows = "nixpkgs";
    };
  };

  outputs =
    { self, nixpkgs, ... }@inputs:
    {
      nixosConfigurations = {
        web-1 = nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs self; };
          modules = [ ./systems/web-1 ];
        };
        db-1 = nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs self; };
          modules = [ ./systems/db-1 ];
        };
        old-1 = nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs self; };
          modules = [ ./systems/old-1 ];
        };
        stick = nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs self; };
          modules = [ ./systems/stick ];
        };
      };
      nixosModules.server = import ./modules/server;
      packages.x86_64-linux = {
        stick = self.nixosConfigurations.stick.config.system.build.isoImage;
        offline-installer =
          nixpkgs.legacyPackages.x86_64-linux.callPackage ./packages/offline-installer
            { };
      };
    };
}
