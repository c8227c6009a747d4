{
  description = "An installer for the author's machines";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.05";

  outputs =
    { self, nixpkgs }:
    {
      nixosConfigurations.lilith = nixpkgs.lib.nixosSystem {
        specialArgs = { inherit self; };
        modules = [
          ({ modulesPath, ... }: { imports = [ "${modulesPath}/installer/cd-dvd/installation-cd-minimal.nix" ]; })
          ./configuration.nix
        ];
      };
    };
}
