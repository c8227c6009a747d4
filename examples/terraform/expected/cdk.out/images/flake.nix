{
  description = "NixOS installer images of images";
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.05";

  outputs =
    { self, nixpkgs, ... }@inputs:
    {
      nixosConfigurations.rescue = nixpkgs.lib.nixosSystem {
        specialArgs = { inherit inputs self; };
        modules = [ ./systems/rescue ];
      };
      packages.x86_64-linux.rescue = self.nixosConfigurations.rescue.config.system.build.isoImage;
    };
}
