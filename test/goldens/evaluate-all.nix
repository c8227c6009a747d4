# Evaluates hosts of several flakes one after the other: evaluate-all.nix { file = "…/request.json"; }
# Says each one's name on its way, so that the last name is that of the one that failed.
{ file }:
let
  request = builtins.fromJSON (builtins.readFile file);
  flakeIn = directory: builtins.getFlake "path:${directory}";
  plain = (flakeIn request.plain.directory).nixosConfigurations.${request.plain.host};
  evaluate =
    {
      name,
      directory,
      host,
      modules,
      shared,
    }:
    let
      result = import ./effective-values.nix {
        flake = flakeIn directory;
        inherit
          host
          modules
          plain
          shared
          ;
      };
    in
    builtins.trace "evaluating ${name}" (builtins.deepSeq result result);
in
map (each: { inherit (each) name; } // evaluate each) request.hosts
