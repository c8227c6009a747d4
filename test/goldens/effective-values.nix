# The result of evaluating a flake's host: the values of the options that some of its modules define, warnings, failed
# assertions, and the derivation of its ISO, or of its system and disko's script if it is a machine to install.
#   host      name in nixosConfigurations
#   modules   files of the flake, relative to it
#   plain     a host without these modules, to compare long lists of packages with
#   shared    whether the host uses the packages of the plain one, which have the same derivations as its own and take most
#             of the time and memory. NixOS rejects that, as a failed assertion, for a host that configures nixpkgs
{
  flake,
  host,
  modules,
  plain,
  shared,
}:
let
  inherit (flake.inputs.nixpkgs) lib;
  alone = flake.nixosConfigurations.${host};
  system =
    if shared then alone.extendModules { modules = [ { nixpkgs.pkgs = plain.pkgs; } ]; } else alone;
  inherit (system) config options pkgs;

  arguments = {
    inherit
      config
      lib
      options
      pkgs
      ;
    inherit (flake) inputs;
    self = flake;
    modulesPath = "${flake.inputs.nixpkgs}/nixos/modules";
  };
  definitionsIn =
    file:
    let
      module = import (flake.outPath + "/${file}");
    in
    removeAttrs (if builtins.isFunction module then module arguments else module) [ "imports" ];

  # What is inside lib.mkForce, lib.mkIf, lib.mkMerge and their like.
  contents =
    value:
    if !(builtins.isAttrs value && value ? _type) then
      [ value ]
    else if value._type == "merge" then
      builtins.concatMap contents value.contents
    else if value._type == "if" || value._type == "override" || value._type == "order" then
      contents value.content
    else
      [ value ];
  isPlainSet = value: builtins.isAttrs value && !(value ? _type) && !(value ? outPath) && !(value ? kernel);

  # Paths of the options that a value defines. Below an option that has options inside, such as systemd.services, down to
  # what was written.
  hasOptionsInside =
    type:
    type.name == "submodule" || (type.nestedTypes ? elemType && hasOptionsInside type.nestedTypes.elemType && type.name != "listOf");
  optionPaths =
    path: declared: value:
    builtins.concatMap (
      content:
      if lib.isOption declared then
        if hasOptionsInside declared.type then leafPaths path content else [ path ]
      else if isPlainSet content then
        builtins.concatMap (name: optionPaths (path ++ [ name ]) (declared.${name} or { }) content.${name}) (
          builtins.attrNames content
        )
      else
        [ path ]
    ) (contents value);
  leafPaths =
    path: value:
    builtins.concatMap (
      content:
      if isPlainSet content && content != { } then
        builtins.concatMap (name: leafPaths (path ++ [ name ]) content.${name}) (builtins.attrNames content)
      else
        [ path ]
    ) (contents value);

  undefined = {
    _type = "undefined";
  };

  # A value as JSON has room for it: packages by their names, functions as such.
  data =
    value:
    if lib.isDerivation value then
      "package ${value.name}"
    else if builtins.isList value then
      map data value
    else if builtins.isFunction value then
      "a function"
    else if builtins.isPath value then
      toString value
    else if builtins.isString value then
      builtins.unsafeDiscardStringContext value
    else if !builtins.isAttrs value then
      value
    else if value ? parsed && value ? system then
      "platform ${value.system}"
    else if value ? kernel then
      "packages of ${value.kernel.name}"
    else if value ? outPath then
      "flake or source ${builtins.unsafeDiscardStringContext (toString value.outPath)}"
    else
      # An option of a submodule may have no definition, and an internal one may contain its parent.
      lib.filterAttrs (_: inner: inner != undefined) (
        lib.mapAttrs (
          name: inner:
          let
            known = builtins.tryEval inner;
          in
          if lib.hasPrefix "_" name || !known.success then undefined else data known.value
        ) value
      );
  # The installer has more than a hundred packages: what counts is what a module changes of them.
  effective =
    path:
    let
      value = data (lib.getAttrFromPath path config);
      without = data (lib.attrByPath path [ ] plain.config);
    in
    if builtins.isList value && builtins.length value > 20 then
      {
        length = builtins.length value;
        added = lib.naturalSort (lib.subtractLists without value);
        removed = lib.naturalSort (lib.subtractLists value without);
      }
    else
      value;

  failed = builtins.filter (assertion: !assertion.assertion) config.assertions;
in
{
  options = builtins.listToAttrs (
    map (path: {
      name = lib.showOption path;
      value = effective path;
    }) (builtins.concatMap (file: optionPaths [ ] options (definitionsIn file)) modules)
  );
  inherit (config) warnings;
  failedAssertions = map (assertion: assertion.message) failed;
  drvPath =
    if failed != [ ] then
      null
    else if config.system.build ? isoImage then
      config.system.build.isoImage.drvPath
    else
      builtins.seq config.system.build.diskoScript.drvPath config.system.build.toplevel.drvPath;
}
