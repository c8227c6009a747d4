# Returns the declarations of all options of a NixOS configuration as JSON values. Works without the lib of nixpkgs, so that
# it accepts any configuration. Options are evaluated one by one: if a type or description throws, it is omitted.
configuration:
let
  inherit (builtins) attrNames concatMap deepSeq filter isAttrs isList isString match tryEval typeOf;

  attempt =
    fallback: value:
    let
      result = tryEval (deepSeq value value);
    in
    if result.success then result.value else fallback;

  isOption = value: isAttrs value && value._type or null == "option";

  # Strings in nixpkgs are plain, or marked as Markdown, Nix, or DocBook.
  text =
    value:
    if isString value then
      value
    else if isAttrs value && isString (value.text or null) then
      value.text
    else
      null;

  # Longer strings do not fit in the tooltip of an editor.
  short = value: if isString value && builtins.stringLength value <= 400 then value else null;

  # Formats a scalar as Nix source; null for other values.
  scalar =
    value:
    if value == null then
      "null"
    else if typeOf value == "bool" then
      (if value then "true" else "false")
    else if typeOf value == "int" || typeOf value == "float" || isString value then
      builtins.toJSON value
    else if value == [ ] then
      "[ ]"
    else if value == { } then
      "{ }"
    else
      null;

  # Defaults are read only for options in the manual. The NixOS manual omits internal and hidden options, and the internal
  # ones of disko have scripts as defaults that fail if no disk is configured.
  isInManual = option: attempt false (!(option.internal or false) && option.visible or true != false);

  # For an option in a submodule, `loc` contains `<name>` in place of names that the user chooses.
  describe = path: option: {
    path = option.loc or path;
    type = attempt null (option.type.description or null);
    readOnly = attempt false (option.readOnly or false);
    internal = attempt false (option.internal or false);
    visible = attempt true (option.visible or true != false);
    description = attempt null (text (option.description or null));
    default = attempt null (
      short (
        if option ? defaultText then
          text option.defaultText
        else if option ? default && isInManual option then
          scalar option.default
        else
          null
      )
    );
  };

  # Like the NixOS manual: hidden or shallow options are not entered, because a submodule may contain itself.
  isShown = option: attempt false (!builtins.elem (option.visible or true) [ false "shallow" ]);

  belowType =
    path: option:
    let
      getSubOptions = option.type.getSubOptions or (_: { });
      below = getSubOptions path;
      reached = tryEval (isAttrs below);
    in
    if isShown option && reached.success && reached.value then walk path (removeAttrs below [ "_module" "_freeformOptions" ]) else [ ];

  walk =
    path: node:
    let
      kind = tryEval (if isOption node then "option" else if isAttrs node then "set" else "none");
    in
    if !kind.success || kind.value == "none" then
      [ ]
    else if kind.value == "option" then
      [ (describe path node) ] ++ belowType (node.loc or path) node
    else
      concatMap (name: walk (path ++ [ name ]) node.${name}) (filter (name: name != "_module" || path == [ ]) (attrNames node));

  # The program may set options that do not exist, which is a reason to import them.
  unchecked = configuration.extendModules { modules = [ { _module.check = false; } ]; };

  # Messages about removed options exist only in assertions. A message may throw unless its assertion fails, so only
  # messages written by the library itself (mkRemovedOptionModule) are evaluated.
  removals = concatMap (
    assertion:
    let
      position = builtins.unsafeGetAttrPos "message" assertion;
      isOfLibrary = position != null && match ".*/lib/(modules|options)\\.nix" position.file != null;
      parts = match "The option definition `([^']*)' in .*no longer has any effect; please remove it\\.[[:space:]]*(.*)" assertion.message;
    in
    if isOfLibrary && parts != null then
      [ { name = builtins.head parts; instructions = builtins.elemAt parts 1; } ]
    else
      [ ]
  ) (unchecked.config.assertions or [ ]);
in
{
  options = walk [ ] unchecked.options;
  inherit removals;
}
