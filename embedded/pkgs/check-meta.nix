# Rejects packages that are unfree, broken, or insecure unless nixpkgs.config allows them, with the messages of nixpkgs.
{ lib, config }:
attrs:
let
  meta = attrs.meta or { };
  licenses = lib.toList (meta.license or [ ]);
  unfree = meta.unfree or (lib.any (l: !(l.free or true)) licenses);
  issues = meta.knownVulnerabilities or [ ];
  permitted = name: lib.elem name (config.permittedInsecurePackages or [ ]);
  showLicense = lib.concatMapStringsSep ", " (l: l.shortName or "unknown") licenses;
  position = meta.position or "«unknown-file»";
  refuse = reason: remedy: throw "Package ‘${attrs.name}’ in ${position} ${reason}, refusing to evaluate.\n${remedy}";
  allow = option: "\nYou can set\n  { nixpkgs.config.${option} = true; }\nin configuration.nix to override this.\n";
in
value:
if unfree && !(config.allowUnfree or false) && !((config.allowUnfreePredicate or (_: false)) attrs) then
  refuse "has an unfree license (‘${if showLicense == "" then "unfree" else showLicense}’)" (allow "allowUnfree")
else if meta.broken or false && !(config.allowBroken or false) then
  refuse "is marked as broken" (allow "allowBroken")
else if issues != [ ] && !(permitted attrs.name) && !((config.allowInsecurePredicate or (_: false)) attrs) then
  refuse "is marked as insecure" "\nKnown issues:\n${lib.concatMapStrings (i: " - ${i}\n") issues}\nYou can add ‘${attrs.name}’ to `nixpkgs.config.permittedInsecurePackages` in the configuration.nix, like so:\n\n  {\n    nixpkgs.config.permittedInsecurePackages = [\n      \"${attrs.name}\"\n    ];\n  }\n"
else
  value
