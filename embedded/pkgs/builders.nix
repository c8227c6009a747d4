# Builders: derivations that need only this machine's shell, coreutils, tar, dpkg, and perl.
{ lib, final }:
let
  checkMeta = import ./check-meta.nix { inherit lib; inherit (final) config; };
  # Attributes of a package that its builder does not get.
  silent = [ "meta" "passthru" "pos" "nativeBuildInputs" "buildInputs" "installPhase" "buildPhase" "checkPhase" "unpackPhase" ];
  # A package that runs on the build machine, not in the image.
  forBuild = p: p.forBuild or p;

  derive =
    attrs:
    let
      name = lib.sanitizeDerivationName (attrs.name or "${attrs.pname}-${attrs.version}");
      inputs = lib.makeBinPath (map forBuild (attrs.nativeBuildInputs or [ ] ++ attrs.buildInputs or [ ]));
      drv = derivation (
        {
          system = "x86_64-linux";
          builder = "/bin/bash";
          args = [ "-euo" "pipefail" ../build/start.sh ];
          passAsFile = [ "buildCommand" ] ++ attrs.passAsFile or [ ];
          PATH = "${lib.optionalString (inputs != "") "${inputs}:"}/usr/sbin:/usr/bin:/sbin:/bin";
          allowSubstitutes = false;
          LC_ALL = "C";
          TZ = "UTC";
        }
        // removeAttrs attrs (silent ++ [ "passAsFile" ])
        // { inherit name; }
      );
      checked = checkMeta (attrs // { inherit name; });
    in
    drv
    // attrs.passthru or { }
    // {
      inherit name;
      meta = attrs.meta or { };
      passthru = attrs.passthru or { };
      outPath = checked drv.outPath;
      drvPath = checked drv.drvPath;
      out = drv.out // { outPath = checked drv.outPath; };
      overrideAttrs = f: derive (attrs // (if lib.isFunction f then f attrs else f));
    }
    // lib.filterAttrs (n: _: n == "pname" || n == "version") attrs;

  phases =
    attrs:
    lib.concatStringsSep "\n" (
      lib.optional (attrs ? src) "cp -r ${attrs.src} source; chmod -R u+w source; [ ! -d source ] || cd source"
      ++ lib.optional (attrs ? buildPhase) attrs.buildPhase
      ++ lib.optional (attrs ? checkPhase) attrs.checkPhase
      ++ [
        (attrs.installPhase or (throw "the offline base has no compiler: `${attrs.name or attrs.pname}' needs a buildCommand or an installPhase"))
      ]
    );

  script = name: text: dir: final.runCommand name {
    inherit text;
    passAsFile = [ "text" ];
    meta.mainProgram = name;
  } ''
    target=$out${dir}
    mkdir -p "$(dirname "$target")"
    cp "$textPath" "$target"
    chmod +x "$target"
    bash -n "$target"
  '';
in
{
  # The phases of a real stdenv that work without a compiler: buildPhase, checkPhase, installPhase, or a buildCommand.
  mkDerivation =
    attrs:
    let
      set = if lib.isFunction attrs then lib.fix (self: attrs self) else attrs;
      withHooks = set // { installPhase = "runHook() { :; }\n${set.installPhase}"; };
    in
    derive (set // { buildCommand = set.buildCommand or (phases (if set ? installPhase then withHooks else set)); });
  runCommand = name: env: buildCommand: derive ({ inherit name buildCommand; } // env);
  runCommandLocal = final.runCommand;
  runCommandNoCC = final.runCommand;
  runtimeShell = "${final.bash}/bin/bash";

  writeTextFile =
    { name, text, executable ? false, destination ? "", checkPhase ? "", meta ? { }, ... }:
    final.runCommand name { inherit text meta; passAsFile = [ "text" ]; } ''
      target=$out${lib.escapeShellArg destination}
      mkdir -p "$(dirname "$target")"
      cp "$textPath" "$target"
      ${lib.optionalString executable "chmod +x \"$target\""}
      ${checkPhase}
    '';
  writeText = name: text: final.writeTextFile { inherit name text; };
  writeTextDir = path: text: final.writeTextFile { name = baseNameOf path; inherit text; destination = "/${path}"; };
  writeScript = name: text: script name text "";
  writeScriptBin = name: text: script name text "/bin/${name}";
  writeShellScript = name: text: script name "#!${final.runtimeShell}\n${text}\n" "";
  writeShellScriptBin = name: text: script name "#!${final.runtimeShell}\n${text}\n" "/bin/${name}";
  writeShellApplication =
    { name, text, runtimeInputs ? [ ], runtimeEnv ? { }, meta ? { }, checkPhase ? null, excludeShellChecks ? [ ]
    , extraShellCheckFlags ? [ ], bashOptions ? [ "errexit" "nounset" "pipefail" ], ... }:
    final.writeTextFile {
      inherit name;
      executable = true;
      destination = "/bin/${name}";
      meta = { mainProgram = name; } // meta;
      text = lib.concatStrings [
        "#!${final.runtimeShell}\n"
        (lib.concatMapStrings (o: "set -o ${o}\n") bashOptions)
        (lib.concatStrings (lib.mapAttrsToList (n: v: "${lib.toShellVars { ${n} = v; }}\nexport ${n}\n") (if runtimeEnv == null then { } else runtimeEnv)))
        (lib.optionalString (runtimeInputs != [ ]) "\nexport PATH=\"${lib.makeBinPath runtimeInputs}:$PATH\"\n")
        "\n${text}\n"
      ];
      checkPhase =
        if checkPhase != null then
          checkPhase
        else
          ''
            bash -n "$target"
            ${final.shellcheck.forBuild}/bin/shellcheck ${
              lib.escapeShellArgs (
                lib.optionals (excludeShellChecks != [ ]) [ "--exclude" (lib.concatStringsSep "," excludeShellChecks) ] ++ extraShellCheckFlags
              )
            } "$target"
          '';
    };

  # Links the files of several packages into one tree; for duplicates, the first package wins.
  symlinkJoin =
    { name ? "${pname}-${version}", pname ? "", version ? "", paths, postBuild ? "", meta ? { }, pathsToLink ? [ "/" ], ... }:
    final.runCommand name { inherit meta; paths = map toString paths; links = pathsToLink; passAsFile = [ "paths" ]; } ''
      mkdir -p $out
      for path in $(cat "$pathsPath"); do
        for link in $links; do
          [ -d "$path$link" ] || continue
          (cd "$path" && find ".$link" -follow -mindepth 1 -type d -printf '%P\0' 2>/dev/null | (cd "$out" && mkdir -p ".$link" && cd ".$link" && xargs -0 -r mkdir -p))
          (cd "$path" && find ".$link" ! -type d -printf '%p\0' 2>/dev/null) | while IFS= read -r -d "" file; do
            [ -d "$path/$file" ] || [ -e "$out/$file" ] || [ -L "$out/$file" ] || ln -s "$path/''${file#./}" "$out/$file"
          done
        done
      done
      cd $out
      ${postBuild}
    '';
  buildEnv = final.symlinkJoin;
  linkFarm =
    name: entries:
    final.runCommand name { } (
      "mkdir -p $out; cd $out\n"
      + lib.concatMapStrings (e: "mkdir -p \"$(dirname ${lib.escapeShellArg e.name})\"; ln -s ${e.path} ${lib.escapeShellArg e.name}\n") (
        if lib.isAttrs entries then lib.mapAttrsToList (name: path: { inherit name path; }) entries else entries
      )
    );
  emptyFile = final.runCommand "empty-file" { } "touch $out";
  emptyDirectory = final.runCommand "empty-directory" { } "mkdir $out";
  formats = {
    json = _: { type = lib.types.anything; generate = name: value: final.writeText name (builtins.toJSON value); };
  };
}
