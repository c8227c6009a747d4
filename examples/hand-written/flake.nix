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
    let
      host =
        name:
        nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs self; };
          modules = [
            ./hosts/${name}
            {
              networking.hostName = name;
              nixpkgs.hostPlatform = "x86_64-linux";
            }
          ];
        };
    in
    {
      nixosConfigurations.desk = host "desk";
      nixosConfigurations.rescue = host "rescue";

      overlays.default = import ./overlays;
      packages.x86_64-linux.rescue = self.nixosConfigurations.rescue.config.system.build.isoImage;
    };
}
