import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { run } from "../build/run";
import { library, project } from "../cli/project";
import { OfflineBase } from "../embedded/evaluate";
import { put } from "../platform/files/scratch";
import { codeBlocks, repository } from "./documents";

const text = readFileSync(path.join(repository, "docs/how-to/mix-typescript-and-nix.md"), "utf8");
const [before = "", stick = "", base = "", half = "", withClass = ""] = codeBlocks(text, "nix");
const [first = "", shared = "", all = ""] = codeBlocks(text, "ts");

/** A program of the document as JavaScript. */
const asProgram = (source: string): string =>
  source.replace(/import (\{[^}]*\}) from "cdknix";/, `const $1 = require(${JSON.stringify(library)});`);

let nixpkgs: string;
const { directory, run: synth } = project({ "main.js": asProgram(first) });

beforeAll(async () => {
  nixpkgs = (await OfflineBase.make()).baseFor("26.05");
  put(directory, {
    "cdk.json": JSON.stringify({ app: "node main.js", nixpkgs }),
    "hosts/stick/default.nix": stick,
    "hosts/rack/default.nix": stick.replace("quiet", "debug"),
    "modules/base.nix": base,
    "modules/motd": "Welcome\n",
  });
});

function writeFlake(source: string): void {
  writeFileSync(
    path.join(directory, "flake.nix"),
    source.replace("github:NixOS/nixpkgs/nixos-26.05", `path:${nixpkgs}`),
  );
}

async function evaluate(attribute: string, flake = directory): Promise<unknown> {
  const features = ["--extra-experimental-features", "nix-command flakes", "--option", "substitute", "false"];
  const argv = ["nix", ...features, "eval", "--json", "--no-write-lock-file", `path:${flake}#${attribute}`] as const;
  return JSON.parse((await run(argv, { cwd: directory })).stdout);
}

const imageOf = (host: string): string => `nixosConfigurations.${host}.config.system.build.isoImage.drvPath`;

describe("a hand-written flake that moves to cdknix", () => {
  let images: Readonly<Record<"rack" | "stick", unknown>>;

  beforeAll(async () => {
    writeFlake(before);
    images = { rack: await evaluate(imageOf("rack")), stick: await evaluate(imageOf("stick")) };
  });

  it("builds the first host from the generated flake as before", async () => {
    expect(synth(["--no-build"])).toMatchObject({ code: 0 });
    lockGenerated();
    expect(await evaluate(imageOf("stick"), path.join(directory, "cdk.out/images"))).toBe(images.stick);
  });

  it("takes the moved host from the output, and still has the other one", async () => {
    writeFlake(half);
    expect(await evaluate(imageOf("stick"))).toBe(images.stick);
    expect(await evaluate(imageOf("rack"))).toBe(images.rack);
  });

  it("imports a class into a host that is still written in Nix", async () => {
    put(directory, { "main.js": asProgram(shared) });
    expect(synth(["--no-build"])).toMatchObject({ code: 0 });
    writeFlake(
      half.replace(/\{ nixpkgs, images, \.\.\. \}:[^]*\n {4}\};/, withClass.trim().replace(/^\{ nix/, "{ nix") + ";"),
    );
    const keys = "users.users.root.openssh.authorizedKeys.keys";
    expect(await evaluate(`nixosConfigurations.rack.config.${keys}`)).toEqual([
      expect.stringMatching(/nobody@example$/),
    ]);
  });

  it("needs no flake of its own at the end", async () => {
    put(directory, { "main.js": asProgram(all) });
    expect(synth(["--no-build"])).toMatchObject({ code: 0 });
    lockGenerated();
    const generated = path.join(directory, "cdk.out/images");
    expect(await evaluate(imageOf("stick"), generated)).toBe(images.stick);
    expect(await evaluate(imageOf("rack"), generated)).toBe(images.rack);
  });

  it("names the user's own lines in explanations", () => {
    const { code, stdout } = synth(["explain", "stick", "boot.kernelParams"]);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(
        /"quiet" \].*files\/hosts\/stick\s+images\/stick\/old\s+hosts\/stick\/default\.nix:7\n/,
      ) as string,
    });
  });

  it("shows changes of a module", () => {
    expect(synth(["--no-build"])).toMatchObject({ code: 0 });
    put(directory, { "modules/base.nix": base.replace("pkgs.jq", "pkgs.ripgrep") });
    expect(synth(["diff"]).stdout).toMatchInlineSnapshot(`
      "images/rack/old (main.js:7)
      --- a/images/files/modules/base.nix
      +++ b/images/files/modules/base.nix
      @@ -1,5 +1,5 @@
       { pkgs, ... }:
       {
         environment.etc.motd.source = ./motd;
      -  environment.systemPackages = [ pkgs.jq ];
      +  environment.systemPackages = [ pkgs.ripgrep ];
       }
      "
    `);
  });

  it("names the user's own lines in errors of Nix", () => {
    const withImage = `new IsoImage(stick, "image");\nnew NixosModule(stick, "old", { imports: [nix.module("./modules/base.nix")] });`;
    put(directory, {
      "main.js": asProgram(first)
        .replace(/new NixosModule.*/, withImage)
        .replace("{ App", "{ IsoImage, App"),
    });
    const errorsOf = (module: string): string => {
      put(directory, { "modules/base.nix": module });
      return synth(["stick", "--dry-run"]).stderr.replace(/^synth: .*\n/gm, "");
    };
    expect(errorsOf(base.replace("];", "]"))).toMatchInlineSnapshot(`
      "error[syntax-error]: images/stick/old: modules/base.nix has a syntax error: unexpected '}', expecting ';'
        value: }
        fix:   correct modules/base.nix
        at:    modules/base.nix:5
        docs:  https://cdknix.example/errors/syntax-error

      Nix cannot evaluate the ISO of stick
        | error: syntax error, unexpected '}', expecting ';'
        | at files/modules/base.nix:5:1
      "
    `);
    expect(errorsOf(base.replace("pkgs.jq", "jqq"))).toMatchInlineSnapshot(`
      "error[variable-undefined]: images/stick/old: the variable jqq is not defined in the option environment.systemPackages
        value: environment.systemPackages = [ jqq ]
        why:   Nix source in a module can only use the module's arguments and its own definitions
        fix:   use pkgs, lib, config, options, inputs, self, or modulesPath
        at:    modules/base.nix:4
        docs:  https://cdknix.example/errors/variable-undefined

      Nix cannot evaluate the ISO of stick
        | error: undefined variable 'jqq'
        | at files/modules/base.nix:4:34
      "
    `);
    expect(errorsOf(base.replace("[ pkgs.jq ]", '"jq"'))).toMatchInlineSnapshot(`
      "error[option-type]: images/stick/old: the option environment.systemPackages has a value of the wrong type
        value: "jq"
        why:   expected: list of package
        fix:   pass the package itself, not its name: pkgs.jq
        at:    modules/base.nix:4
        docs:  https://cdknix.example/errors/option-type

      Nix cannot evaluate the ISO of stick
        | error: A definition for option \`environment.systemPackages' is not of type \`list of package'. Definition values:
        | - In \`files/modules/base.nix': "jq"
      "
    `);
    expect(errorsOf(base.replace("environment.systemPackages", "environment.systemPackage"))).toMatchInlineSnapshot(`
      "error[option-unknown]: images/stick/old: the option environment.systemPackage does not exist
        value: [ <derivation jq-1.6> ]
        why:   the offline base supports only some NixOS options
        fix:   check the name; for all options of NixOS, build with --nixpkgs github:NixOS/nixpkgs/nixos-26.05
        at:    modules/base.nix:4
        docs:  https://cdknix.example/errors/option-unknown

      Nix cannot evaluate the ISO of stick
        | error: The option \`environment.systemPackage' does not exist. Definition values:
        | - In \`files/modules/base.nix':
        |     [
        |       <derivation jq-1.6>
        |     ]
        |
        | This is the offline base, which supports only the options of its own modules, as in NixOS 26.05. For all options of NixOS, build with \`--nixpkgs github:NixOS/nixpkgs/nixos-26.05'.
      "
    `);
  });
});

/** The generated flake with the offline base as its nixpkgs, as `synth` overrides it. */
function lockGenerated(): void {
  const file = path.join(directory, "cdk.out/images/flake.nix");
  const source = readFileSync(file, "utf8");
  writeFileSync(file, source.replace("github:NixOS/nixpkgs/nixos-26.05", `path:${nixpkgs}`));
}
