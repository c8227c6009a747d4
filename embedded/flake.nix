{
  description = "cdknix offline base: nixpkgs' interface over Debian packages, for machines without the NixOS cache";

  outputs =
    { self }:
    let
      lib = import ./lib;
      system = "x86_64-linux";
    in
    {
      lib = lib // {
        nixosSystem = import ./lib/nixos-system.nix { inherit lib self; };
      };
      legacyPackages.${system} = import ./pkgs { inherit lib; };
      nixosModules.readOnlyPkgs = throw "the offline base has no nixosModules.readOnlyPkgs: it always creates its own package set";
    };
}
