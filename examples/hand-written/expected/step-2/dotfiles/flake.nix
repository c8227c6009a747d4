{
  description = "Alex's machines";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.05";
    disko = {
      url = "github:nix-community/disko/v1.13.0";
      inputs.nixpkgs.follows = "nixpkgs";
    };
    home-manager = {
      url = "github:nix-community/home-manager/release-24.05";
      inputs.nixpkgs.follows = "nixpkgs";
    };
  };

  outputs =
    { self, nixpkgs, ... }@inputs:
    {
      nixosConfigurations = {
        desk = nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs self; };
          modules = [ ./systems/desk ];
        };
        rescue = nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs self; };
          modules = [ ./systems/rescue ];
        };
      };
      nixosModules.common = import ./modules/common;
      packages.x86_64-linux.rescue = self.nixosConfigurations.rescue.config.system.build.isoImage;
      overlays.default = import ./files/overlays;
    };
}
