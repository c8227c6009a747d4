# Small functions, and the release that this base imitates.
{ removeSuffix, ... }:
let
  # Written next to flake.nix when the base is assembled; otherwise the first release that the project supports.
  written = if builtins.pathExists ../release then builtins.readFile ../release else "24.05";
  named = builtins.head (builtins.match "[[:space:]]*([^[:space:]]*)[[:space:]]*" written);
  known = [ "24.05" "24.11" "25.05" "25.11" "26.05" "26.11" "unstable" ];
  chosen =
    if builtins.elem named known then
      named
    else
      throw "the offline base does not support the NixOS release \"${named}\"; supported: ${builtins.concatStringsSep ", " known}";
in
rec {
  id = x: x;
  const = x: _: x;
  pipe = builtins.foldl' (x: f: f x);
  flip = f: a: b: f b a;
  mapNullable = f: a: if a == null then a else f a;
  isFunction = f: builtins.isFunction f || (f ? __functor && isFunction (f.__functor f));
  functionArgs = f: if f ? __functor then f.__functionArgs or (functionArgs (f.__functor f)) else builtins.functionArgs f;
  setFunctionArgs = f: args: { __functor = _: f; __functionArgs = args; };
  inherit (builtins)
    add
    sub
    lessThan
    seq
    deepSeq
    isBool
    isInt
    isFloat
    isPath
    pathExists
    readFile
    genericClosure
    ;
  min = x: y: if x < y then x else y;
  max = x: y: if x > y then x else y;
  mod = base: int: base - (int * (builtins.div base int));
  boolToString = b: if b then "true" else "false";
  importJSON = path: builtins.fromJSON (builtins.readFile path);
  importTOML = path: builtins.fromTOML (builtins.readFile path);
  fileContents = path: removeSuffix "\n" (builtins.readFile path);
  fix = f: let x = f x; in x;
  extends = overlay: f: final: let prev = f final; in prev // overlay final prev;
  composeExtensions = f: g: final: prev: let applied = f final prev; in applied // g final (prev // applied);
  composeManyExtensions = builtins.foldl' composeExtensions (_: _: { });
  warn = message: builtins.trace "warning: ${message}";
  warnIf = condition: message: if condition then warn message else id;
  warnIfNot = condition: warnIf (!condition);
  throwIf = condition: message: if condition then throw message else id;
  throwIfNot = condition: throwIf (!condition);
  assertMsg = condition: message: if condition then true else throw message;
  assertOneOf = name: value: valid: assertMsg (builtins.elem value valid) "${name} must be one of ${builtins.toJSON valid}, but is: ${builtins.toJSON value}";
  showWarnings = warnings: value: builtins.foldl' (rest: message: warn message rest) value warnings;
  trivial = { inherit release version; };
  # The NixOS release whose options and priorities apply. Unstable means the release after the last one.
  baseRelease = chosen;
  release = if chosen == "unstable" then "27.05" else chosen;
  version = "${release}-offline-base";
  # Whether the release is at least the given one.
  releaseAtLeast = other: builtins.compareVersions release other >= 0;
}
