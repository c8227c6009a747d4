{
  description = "An installer for the author's machines";
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.05";

  outputs =
    { self, nixpkgs, ... }@inputs:
    {
      nixosConfigurations.lilith = nixpkgs.lib.nixosSystem {
        specialArgs = { inherit inputs self; };
        modules = [ ./systems/lilith ];
      };
      packages.x86_64-linux = {
        lilith = self.nixosConfigurations.lilith.config.system.build.isoImage;
        install-host = nixpkgs.legacyPackages.x86_64-linux.callPackage ./packages/install-host { };
      };
    };
}
