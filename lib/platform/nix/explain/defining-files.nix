# The files with the winning definitions of options. A default is none.
{ definitions, walk, paths }:
system:
let
  inherit (builtins) filter map toString tryEval unsafeDiscardStringContext;
  walking = walk { inherit definitions; inherit (system) lib; };
  filesOf =
    path:
    let
      found = walking.walk system.options path;
      isGiven = definition: !(definition.isDefault or false);
      fileOf = { file, ... }: unsafeDiscardStringContext (toString file);
      tried = tryEval (map fileOf (filter isGiven found.resolved.winners));
    in
    if found.kind == "place" && tried.success then tried.value else [ ];
in
map filesOf paths
