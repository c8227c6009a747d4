import { mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { runProcess } from "../../lib/platform/process/run-process";
import { freshDirectory } from "../build/run-directory";
import { OfflineBase } from "./evaluate";

// The expected values were evaluated with the module system of NixOS (`lib` of 24.11 and 25.11).
let flake: string;

beforeAll(async () => {
  const base = (await OfflineBase.make()).baseFor("24.05");
  flake = freshDirectory("imports");
  write("mine/x.nix", '{ imports = [ ./y.nix ]; words = [ "x" ]; }');
  write("mine/y.nix", '{ words = [ "y" ]; }');
  write("mine/default.nix", '{ words = [ "default" ]; }');
  write("main/modules/base.nix", '{ words = [ "local" ]; }');
  write(
    "main/flake.nix",
    `{
      inputs.nixpkgs.url = "path:${base}";
      inputs.mine = { url = "path:${flake}/mine"; flake = false; };
      outputs = { nixpkgs, ... }@inputs: {
        text = builtins.mapAttrs (_: module: (nixpkgs.lib.nixosSystem {
          system = "x86_64-linux";
          modules = [ ({ lib, modulesPath, ... }: {
            options.words = lib.mkOption { type = lib.types.listOf lib.types.str; };
            imports = [ "\${modulesPath}/installer/cd-dvd/installation-cd-minimal.nix" module ];
          }) ];
        }).config.words) (import ./cases.nix { inherit inputs; });
      };
    }`,
  );
  write(
    "main/cases.nix",
    `{ inputs }: let ${bindings} in {\n${[...cases].map(([n, [m]]) => `${n} = ${m};`).join("\n")}\n}`,
  );
});

const bindings = `
  mine = inputs.mine;
  built = derivation {
    name = "built"; system = builtins.currentSystem or "x86_64-linux"; builder = "/bin/sh";
    args = [ "-c" ''/bin/mkdir $out; echo '{ words = [ "built" ]; }' > $out/x.nix'' ];
  };
  withoutContext = builtins.unsafeDiscardStringContext "\${mine}";
`;

const cases = new Map<string, readonly [module: string, expected: readonly string[] | RegExp]>([
  ["interpolated", ['{ imports = [ "${inputs.mine}/x.nix" ]; }', ["y", "x"]]],
  ["concatenated", ['{ imports = [ (inputs.mine + "/x.nix") ]; }', ["y", "x"]]],
  ["directory", ['{ imports = [ "${inputs.mine}" ]; }', ["default"]]],
  ["withoutContext", ['{ imports = [ "${withoutContext}/x.nix" ]; }', ["y", "x"]]],
  ["ofDerivation", ['{ imports = [ "${built}/x.nix" ]; }', ["built"]]],
  ["module", ['"${mine}/x.nix"', ["y", "x"]]],
  [
    "severalTimes",
    [
      '{ imports = [ "${mine}/x.nix" (mine + "/x.nix") "${withoutContext}/x.nix" ./modules/base.nix ]; }',
      ["y", "local", "x"],
    ],
  ],
  ["disabled", ['{ imports = [ "${mine}/x.nix" "${mine}" ]; disabledModules = [ "${mine}/x.nix" ]; }', ["default"]]],
  [
    "disabledByPath",
    ["{ imports = [ ./modules/base.nix mine.outPath ]; disabledModules = [ ./modules/base.nix ]; }", ["default"]],
  ],
  ["disabledBySet", ['{ imports = [ "${mine}" "${mine}/y.nix" ]; disabledModules = [ mine ]; }', ["y"]]],
  ["disabledBelow", ['{ imports = [ "${mine}/x.nix" { disabledModules = [ (mine + "/y.nix") ]; } ]; }', ["x"]]],
  [
    "disabledByKey",
    [
      '{ imports = [ { key = "${mine}#a"; config.words = [ "a" ]; } ./modules/base.nix ]; disabledModules = [ { key = "${mine}#a"; } ]; }',
      ["local"],
    ],
  ],
  [
    "order",
    [
      '{ imports = [ { imports = [ { words = [ "below first" ]; } ]; words = [ "first" ]; } { words = [ "second" ]; } ]; words = [ "top" ]; }',
      ["below first", "second", "first", "top"],
    ],
  ],
  ["setWithOutPath", ["{ imports = [ { inherit (mine) outPath; } ]; }", /The option `outPath' does not exist/]],
  ["nestedList", ["{ imports = [ [ ./modules/base.nix ] ]; }", /Module imports can't be nested lists/]],
  [
    "disabledSet",
    ["{ disabledModules = [ { } ]; }", /disabledModules item that is an attribute set, presumably a module/],
  ],
  ["missing", ['{ imports = [ "${mine}/nope.nix" ]; }', /nope\.nix'?.*(does not exist|No such file)/]],
]);

describe("imports on the offline base behave as on NixOS", () => {
  it.each([...cases.keys()])("%s", async (name) => {
    const [, expected] = cases.get(name) ?? ["", /^$/];
    const argv = ["nix", "--extra-experimental-features", "nix-command flakes", "eval", "--json"] as const;
    const offline = [
      "--option",
      "substitute",
      "false",
      "--option",
      "build-users-group",
      "",
      "--option",
      "sandbox",
      "false",
    ];
    const { exitCode, stdout, stderr } = await runProcess({
      argv: [...argv, ...offline, `path:${flake}/main#text.${name}`],
      cwd: flake,
    });
    if (expected instanceof RegExp) expect([exitCode, stderr]).toEqual([1, expect.stringMatching(expected)]);
    else expect(exitCode === 0 ? JSON.parse(stdout) : stderr).toEqual(expected);
  });
});

function write(name: string, text: string): void {
  const file = path.join(flake, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
