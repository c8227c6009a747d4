# The part of nixpkgs' `lib` that generated and hand-written NixOS modules use, with the names and behavior of nixpkgs.
let
  lists = import ./lists.nix;
  attrsets = import ./attrsets.nix lists;
  strings = import ./strings.nix (lists // attrsets);
  trivial = import ./trivial.nix strings;
  base = lists // attrsets // strings // trivial;
  options = import ./options.nix (base // { inherit types; });
  modules = import ./modules.nix (base // options // { inherit types; });
  types = import ./types.nix (base // options // modules);
  package = import ./customisation.nix (base // options // { inherit types; });
  lib =
    base
    // options
    // modules
    // package
    // {
      inherit types lists attrsets strings trivial options modules;
      inherit (types) mkOptionType isOptionType;
      customisation = package;
      sources = { inherit (package) cleanSource cleanSourceWith; };
      generators = { inherit (strings) toPretty; };
      maintainers = { };
      licenses = import ./licenses.nix;
      platforms = rec {
        linux = [ "x86_64-linux" ];
        all = linux;
        unix = linux;
      };
    };
in
lib
