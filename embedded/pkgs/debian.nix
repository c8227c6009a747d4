# One package per line of debs/packages: links to the programs in the image's /usr, and the list of its .debs.
# The image builder unpacks every .deb that the image refers to, so a reference to a package is enough.
{ lib, final }:
let
  locked =
    if builtins.pathExists ../debs.json then
      lib.importJSON ../debs.json
    else
      throw "the offline base has no debs.json: create it with debs/resolve.sh";
  debs = import ../debs/fetch.nix locked;

  # Parses "name: words" lines to { name, words }.
  lines = lib.concatMap (
    line:
    let
      found = builtins.match "(@?[A-Za-z0-9_+.-]+):[[:space:]]*(.*)" line;
    in
    if found == null then [ ] else [ { name = builtins.head found; text = lib.last found; } ]
  ) (lib.splitString "\n" (builtins.readFile ../debs/packages));
  words = text: builtins.filter (w: builtins.isString w && w != "") (builtins.split "[[:space:]]+" text);
  group = name: lib.concatMap (l: lib.optionals (l.name == "@${name}") (words l.text)) lines;
  dropped = lib.genAttrs (group "drop") (_: true);

  # Names of the Debian packages that `roots` require, except `without` and packages that are always dropped; sorted.
  closure =
    roots: without:
    let
      out = dropped // lib.genAttrs without (_: true);
      keep = map (key: { inherit key; });
      reached = builtins.genericClosure {
        startSet = keep roots;
        operator = node: keep (lib.filter (n: !(out ? ${n})) locked.debs.${node.key}.depends);
      };
    in
    lib.sort (a: b: a < b) (map (node: node.key) reached);
  closureFiles = roots: without: map (n: debs.${n}) (closure roots without);

  package =
    name: text:
    let
      all = words text;
      roots = lib.filter (w: !(lib.hasPrefix "-" w) && !(lib.hasInfix "=" w)) all;
      without = map (lib.removePrefix "-") (lib.filter (lib.hasPrefix "-") all);
      aliases = lib.filter (lib.hasInfix "=") all;
      version = lib.last (builtins.match "([0-9]+:)?([^-]*).*" locked.debs.${builtins.head roots}.version);
      files = closureFiles roots without;
    in
    final.mkDerivation {
      pname = name;
      inherit version;
      own = map (n: debs.${n}) roots;
      files = map toString files;
      inherit aliases;
      passAsFile = [ "files" ];
      buildCommand = "source ${../build/package.sh}";
      meta.description = "Debian's ${toString roots}";
      passthru = {
        debs = files;
        shellPath = if name == "bashInteractive" then "/bin/bash" else "/bin/${name}";
        forBuild = final.unpackDebs { inherit name files; };
      };
    };
in
lib.listToAttrs (
  map (l: {
    inherit (l) name;
    value =
      if lib.hasPrefix "!" l.text then
        throw "the offline base has no package `${l.name}':${lib.removePrefix "!" l.text}"
      else
        package l.name l.text;
  }) (lib.filter (l: !(lib.hasPrefix "@" l.name)) lines)
)
// {
  # The .debs of an @group in debs/packages, with their dependencies.
  debGroup = name: closureFiles (group name) [ ];
  debVersion = name: locked.debs.${name}.version;
  debNames = lib.attrNames locked.debs;
  debFile = name: debs.${name};

  # Programs in .debs for the build machine, independent of its libraries: wrapped to use their own loader.
  unpackDebs =
    { name, files }:
    final.mkDerivation {
      name = "${name}-for-build";
      files = map toString files;
      passAsFile = [ "files" ];
      buildCommand = "source ${../build/unpack-tools.sh}";
    };
  imageTools = final.unpackDebs { name = "image-tools"; files = final.debGroup "tools"; };
}
