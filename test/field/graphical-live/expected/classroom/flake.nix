{
  description = "NixOS installer images of classroom";
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.05";

  outputs =
    { self, nixpkgs, ... }@inputs:
    {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        specialArgs = { inherit inputs self; };
        modules = [ ./systems/desk ];
      };
      packages.x86_64-linux.desk = self.nixosConfigurations.desk.config.system.build.isoImage;
    };
}
