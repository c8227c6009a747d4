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
      nixosModules.iso.imports = [
        (
          {
            config,
            lib,
            modulesPath,
            pkgs,
            ...
          }@args:
          import ./modules/iso/image.nix (args // { inherit self; })
        )
        ./modules/iso/boot.nix
        ./modules/iso/nix.nix
        ({ config, pkgs, ... }@args: import ./modules/iso/programs.nix (args // { inherit self; }))
        ./modules/iso/networking.nix
        ./modules/iso/space.nix
        ./modules/iso/console.nix
        ./modules/iso/fixes.nix
        ./modules/iso/nixpkgs.nix
      ];
      packages.x86_64-linux = {
        lilith = self.nixosConfigurations.lilith.config.system.build.isoImage;
        install-host = nixpkgs.legacyPackages.x86_64-linux.callPackage ./packages/install-host { };
      };
    };
}
