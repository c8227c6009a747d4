# Of a NixOS configuration the declarations of all options, as JSON can hold them. Without nixpkgs' lib, so that any
# configuration will do. Each option is looked at by itself: one whose type or description throws is told without it.
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

  # Texts of nixpkgs: plain, or marked as Markdown, Nix or DocBook.
  text =
    value:
    if isString value then
      value
    else if isAttrs value && isString (value.text or null) then
      value.text
    else
      null;

  # What is longer is of no use in an editor's tooltip.
  short = value: if isString value && builtins.stringLength value <= 400 then value else null;

  # A plain value as Nix text; null for what is no scalar.
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

  # What is not in a manual need not be fit for one: NixOS's own leaves internal and hidden options out, and disko's internal
  # ones have scripts for defaults that fail while no disk is described.
  isInManual = option: attempt false (!(option.internal or false) && option.visible or true != false);

  # Of an option below a submodule, `loc` has `<name>` where a name is to be chosen.
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

  # As NixOS's manual does: below what is hidden, or shallow, a submodule may hold itself without end.
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

  # Whoever sets an option that does not exist asks for those that do.
  unchecked = configuration.extendModules { modules = [ { _module.check = false; } ]; };

  # What NixOS says when an option that was removed is defined: only assertions know. Their messages are for when they fail
  # and may not be evaluated otherwise, so only those that the library itself wrote (mkRemovedOptionModule) are looked at.
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
