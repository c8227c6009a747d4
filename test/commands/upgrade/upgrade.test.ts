import { chmodSync, readFileSync, statSync } from "node:fs";
import * as path from "node:path";
import { library, project, type Project } from "../../cli/project";

const imports = `const { App, BootConfig, Flake, Host, IsoImage, LiveFixes, NixosModule, Nixpkgs } = require(${JSON.stringify(library)});`;

function programOf(nixpkgs: string, config = "{}", more = ""): Project {
  return project({
    "cdk.json": '{ "app": "node main.js", "context": { "release": "24.05" } }',
    "main.js": `${imports}
const app = new App();
const flake = new Flake(app, "dotfiles", {
  nixpkgs: ${nixpkgs},
  inputs: { home: "github:nix-community/home-manager/release-24.05" },
});
const host = new Host(flake, "lilith", { system: "x86_64-linux" });
new IsoImage(host, "image");
new NixosModule(host, "extra", { config: ${config} });
${more}
app.synth();
`,
  });
}

const literal = 'Nixpkgs.release("24.05")';
const textOf = ({ directory }: Project): string => readFileSync(path.join(directory, "main.js"), "utf8");

interface Answer {
  readonly flakes: readonly { readonly from: string; readonly source: string; readonly inputs: readonly string[] }[];
  readonly issues: readonly { readonly code: string }[];
  readonly later: { readonly release: string; readonly issues: readonly { readonly code: string }[] } | null;
  readonly files: readonly { readonly path: string; readonly patch: string }[] | null;
  readonly rewritten: readonly string[];
  readonly notLiteral: readonly string[];
}

function answerOf(made: Project, ...args: readonly string[]): Answer {
  const { code, stdout, stderr } = made.run(["upgrade", ...args, "--json"]);
  expect({ code, stderr: stderr.includes("error") }).toEqual({ code: 0, stderr: false });
  return JSON.parse(stdout) as Answer;
}

describe("synth upgrade", () => {
  it("shows what changes, without changing the program", () => {
    const made = programOf(literal, '{ sound: { enable: true }, system: { stateVersion: "24.05" } }');
    const before = textOf(made);
    const { flakes, issues, later, files, rewritten } = answerOf(made, "26.11", "--dry-run");
    expect(flakes).toMatchObject([
      { from: "24.05", source: "main.js:3", inputs: ["github:nix-community/home-manager/release-24.05"] },
    ]);
    expect(issues.map(({ code }) => code)).toEqual(["option-removed"]);
    expect(later).toBeNull();
    expect(files?.map((file) => file.path)).toEqual(["dotfiles/flake.nix", "dotfiles/systems/lilith/image.nix"]);
    expect(files?.[0]?.patch).toContain('+    nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.11";');
    expect(rewritten).toEqual(["main.js"]);
    expect(textOf(made)).toBe(before);
  });

  it("sets the release in the program, and nothing else", () => {
    const made = programOf(literal, '{ system: { stateVersion: "24.05" } }');
    const before = textOf(made);
    chmodSync(path.join(made.directory, "main.js"), 0o640);
    const { code, stdout, stderr } = made.run(["upgrade", "25.05"]);
    expect(code).toBe(0);
    expect(statSync(path.join(made.directory, "main.js")).mode & 0o777).toBe(0o640);
    expect(textOf(made)).toBe(before.replace(literal, 'Nixpkgs.release("25.05")'));
    expect(stdout).toMatch(/^From NixOS 24\.05 to 25\.05:$/m);
    expect(stdout).toMatch(/^ +name of the ISO file +isoImage\.isoName +-> +image\.baseName$/m);
    expect(stderr).toContain("set the release in main.js\n2 generated files change\n");
    expect(made.run(["upgrade", "25.05"]).stderr).toContain("the program already targets NixOS 25.05\n");
  });

  it("shows options that a later release removed, if the options of the release are not known", () => {
    const { issues, later } = answerOf(programOf(literal, "{ sound: { enable: true } }"), "26.05", "--dry-run");
    expect(issues).toEqual([]);
    expect(later).toMatchObject({ release: "26.11", issues: [{ code: "option-removed" }] });
  });

  it("shows the errors of a program that the release rejects", () => {
    const made = programOf('Nixpkgs.release("26.05")', "{}", 'new LiveFixes(host, "fixes", { run0: true });');
    const { code, stdout, stderr } = made.run(["upgrade", "25.11", "--dry-run"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^error\[option-on-release\]/m);
    expect(stderr).toContain("on NixOS 25.11, the program has 1 error to fix\n");
  });

  it("changes nothing with --strict if the release has new warnings", () => {
    const made = programOf(literal, "{ documentation: { man: { generateCaches: true } } }");
    const before = textOf(made);
    const { code, stderr } = made.run(["upgrade", "26.11", "--strict"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^warning\[/m);
    expect(stderr).toMatch(/^nothing was written: 1 warning with --strict$/m);
    expect(textOf(made)).toBe(before);
  });

  it("names the line of a flake whose release is not a literal", () => {
    const made = programOf('Nixpkgs.release(app.node.getContext("release"))');
    const before = textOf(made);
    expect(made.run(["upgrade", "26.05"]).stderr).toContain(
      'the release of dotfiles is not a literal: it is passed at main.js:3; set it to "26.05" where it is defined, such as the context in cdk.json\n',
    );
    expect(textOf(made)).toBe(before);
  });

  it("rejects an unknown release", () => {
    const { code, stderr } = programOf(literal).run(["upgrade", "27.05"]);
    expect(code).toBe(1);
    expect(stderr).toContain("24.05, 24.11, 25.05, 25.11, 26.05, 26.11, unstable");
  });
});
