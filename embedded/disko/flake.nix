{
  description = "cdknix offline base: disko's interface over Debian's tools, for machines without access to disko";

  # Not used, but programs make it follow theirs, as for the real disko.
  inputs.nixpkgs.url = "nixpkgs";

  outputs =
    { self, nixpkgs }:
    {
      nixosModules = rec {
        disko = {
          _file = "disko of the offline base";
          imports = [ ./module.nix ];
          # An installed machine evaluates its flake again, with this input.
          offlineBase.sources = [ self.outPath ];
        };
        default = disko;
      };
    };
}
