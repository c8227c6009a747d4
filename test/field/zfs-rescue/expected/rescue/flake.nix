{
  description = "NixOS installer images of rescue";
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.05";

  outputs =
    { self, nixpkgs, ... }@inputs:
    {
      nixosConfigurations.medic = nixpkgs.lib.nixosSystem {
        specialArgs = { inherit inputs self; };
        modules = [ ./systems/medic ];
      };
      packages.x86_64-linux = {
        medic = self.nixosConfigurations.medic.config.system.build.isoImage;
        look-at-pools = nixpkgs.legacyPackages.x86_64-linux.callPackage ./packages/look-at-pools { };
      };
    };
}
