/** An input with a NixOS module. */
const inputWith = (module: string): string => `{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.05";
  outputs = { self, nixpkgs }: { nixosModules.${module}; };
}
`;

// Only what the example sets of these inputs, in a file of the system: without it, their values would have no effect.
/** A flake to use instead of disko. */
export const diskoInput = inputWith(`disko = { config, lib, ... }: {
    options.disko.devices = lib.mkOption { type = lib.types.attrsOf lib.types.unspecified; };
    config.assertions = lib.mkForce [ ];
    config.environment.etc."machine.json".text = builtins.toJSON {
      inherit (config.disko) devices;
      inherit (config.boot) loader;
    };
  }`);

/** A flake to use instead of Home Manager. */
export const homeManagerInput = inputWith(`home-manager = { config, lib, ... }: {
    options.home-manager = {
      useGlobalPkgs = lib.mkOption { type = lib.types.bool; };
      useUserPackages = lib.mkOption { type = lib.types.bool; };
      users = lib.mkOption {
        type = lib.types.attrsOf (lib.types.submodule {
          options.home.stateVersion = lib.mkOption { type = lib.types.str; };
          options.home.file = lib.mkOption { type = lib.types.attrsOf lib.types.unspecified; };
          options.programs.git = lib.mkOption { type = lib.types.attrsOf lib.types.unspecified; };
        });
      };
    };
    config.environment.etc."home.json".text = builtins.toJSON config.home-manager;
  }`);
