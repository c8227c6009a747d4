import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { runProcess } from "../../lib/platform/process/run-process";
import { run } from "../build/run";
import { freshDirectory } from "../build/run-directory";
import { library, project } from "../cli/project";
import { OfflineBase } from "../embedded/evaluate";
import { codeBlocks, repository } from "./documents";

const text = readFileSync(path.join(repository, "docs/how-to/use-in-a-flake.md"), "utf8");
const [asInput = "", byImport = "", inRepository = "", flakeParts = ""] = codeBlocks(text, "nix");

// Uses `self` (a script and the embedded flake), and `inputs`.
const program = (packages: string): string => `
const { App, Flake, Host, HostClass, inputs, InstallerTools, IsoImage, nix, NixosModule, Nixpkgs, pkgs } = require(${JSON.stringify(library)});
const app = new App();
const flake = new Flake(app, "images", { nixpkgs: Nixpkgs.release("26.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image", { embedFlake: true });
new InstallerTools(iso, "tools", { packages: [${packages}], scripts: { greet: { text: "echo hello" } } });
new NixosModule(iso, "source", { config: { environment: { etc: { nixpkgs: { source: nix.str\`\${inputs.nixpkgs}/flake.nix\` } } } } });
new Host(flake, "rescue", { class: iso, system: "x86_64-linux" });
app.synth();
`;

let base: string;
const { directory, run: synth } = project({ "main.js": program("pkgs.jq") });

beforeAll(async () => {
  base = (await OfflineBase.make()).baseFor("26.05");
  expect(synth(["--no-build", "--output", "generated"])).toMatchObject({ code: 0 });
});

/** Makes the flake of the document, with the paths of this test. */
function makeFlake(source: string): string {
  const flake = freshDirectory("existing-flake");
  const images = path.join(directory, "generated/images");
  writeFileSync(
    path.join(flake, "flake.nix"),
    source
      .replace("github:NixOS/nixpkgs/nixos-26.05", `path:${base}`)
      .replace("path:/home/me/installer/cdk.out/images", `path:${images}`),
  );
  return flake;
}

const options = [
  "--option",
  "substitute",
  "false",
  "--option",
  "sandbox",
  "false",
  "--option",
  "build-users-group",
  "",
];

async function nix(...args: readonly string[]): Promise<string> {
  const argv = ["nix", "--extra-experimental-features", "nix-command flakes", ...args, ...options] as const;
  return (await run(argv, { cwd: directory })).stdout;
}

async function evaluate(flake: string, attribute: string): Promise<unknown> {
  return JSON.parse(await nix("eval", "--json", `path:${flake}#${attribute}`));
}

describe("the output in an existing flake", () => {
  it("is an input with packages and configurations that can be extended", async () => {
    const flake = makeFlake(asInput);
    expect(await evaluate(flake, "packages.x86_64-linux.rescue.drvPath")).toMatch(
      /-rescue-26\.05-dirty-x86_64\.iso\.drv$/,
    );
    expect(await evaluate(flake, "nixosConfigurations.rescue.config.boot.kernelParams")).toContain("quiet");
  });

  it("has modules that another configuration can import, with their scripts and inputs", async () => {
    const flake = makeFlake(byImport);
    const config = "nixosConfigurations.mine.config";
    expect(await evaluate(flake, `${config}.system.build.isoImage.drvPath`)).toMatch(
      /-mine-26\.05-dirty-x86_64\.iso\.drv$/,
    );
    expect(await evaluate(flake, `${config}.environment.etc.nixpkgs.source`)).toMatch(
      /^\/nix\/store\/.*-source\/flake\.nix$/,
    );
    expect(JSON.stringify(await evaluate(flake, `${config}.environment.systemPackages`))).toContain("-greet");
  });

  it("has modules that keep their own inputs, also if the flake that imports them passes others", async () => {
    const flake = makeFlake(
      byImport.replace("modules = [", 'specialArgs = { self = throw "self"; inputs = throw "inputs"; };\n modules = ['),
    );
    const config = "nixosConfigurations.mine.config";
    expect(await evaluate(flake, `${config}.environment.etc.nixpkgs.source`)).toMatch(/-source\/flake\.nix$/);
    expect(await evaluate(flake, `${config}.system.build.isoImage.drvPath`)).toMatch(/\.iso\.drv$/);
  });

  it("can be part of the same repository, and is imported by path", async () => {
    const flake = makeFlake(inRepository);
    mkdirSync(path.join(flake, "generated"));
    await run(["cp", "-r", path.join(directory, "generated/images"), path.join(flake, "generated/images")], {
      cwd: flake,
    });
    expect(await evaluate(flake, "nixosConfigurations.rescue.config.system.build.isoImage.drvPath")).toMatch(
      /-rescue-26\.05-dirty-x86_64\.iso\.drv$/,
    );
  });

  it("is used as it was locked until the lock is updated", async () => {
    const flake = makeFlake(asInput);
    const before = await evaluate(flake, "packages.x86_64-linux.rescue.drvPath");
    writeFileSync(path.join(directory, "main.js"), program("pkgs.jq, pkgs.ripgrep"));
    expect(synth(["--no-build", "--output", "generated"])).toMatchObject({ code: 0 });
    expect(await evaluate(flake, "packages.x86_64-linux.rescue.drvPath")).toBe(before);
    await nix("flake", "lock", "--update-input", "images", `path:${flake}`);
    expect(await evaluate(flake, "packages.x86_64-linux.rescue.drvPath")).not.toBe(before);
  });

  it("is shown for flake-parts in valid Nix", async () => {
    expect(flakeParts).toContain("flake-parts.lib.mkFlake");
    const argv = ["nix-instantiate", "--parse", "--expr", flakeParts] as const;
    expect(await runProcess({ argv, cwd: directory })).toMatchObject({ exitCode: 0 });
  });
});
