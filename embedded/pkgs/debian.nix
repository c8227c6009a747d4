# One package per line of debs/packages: links to the programs in the image's /usr and the list of .debs that bring them.
# The image builder unpacks every .deb that anything in the image refers to, so that naming a package is enough.
{ lib, final }:
let
  locked =
    if builtins.pathExists ../debs.json then
      lib.importJSON ../debs.json
    else
      throw "the offline base has no debs.json: debs/resolve.sh writes it from this machine's apt";
  debs = import ../debs/fetch.nix locked;

  # "name: words" lines as { name, words }.
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

  # Names of the Debian packages that `roots` need, `without` and what is dropped everywhere left out; sorted.
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
  # The .debs of an @group of debs/packages, with what they need.
  debGroup = name: closureFiles (group name) [ ];
  debVersion = name: locked.debs.${name}.version;
  debNames = lib.attrNames locked.debs;
  debFile = name: debs.${name};

  # Programs of .debs to be run on the build machine, whatever libraries that has: wrapped to use their own loader.
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
