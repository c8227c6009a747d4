import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import type { Command } from "commander";
import { Construct } from "constructs";
import * as cdknix from "../../lib";
import { makeCommandLine } from "../../lib/cli/command-line";
import * as terraform from "../../lib/terraform";
import * as testing from "../../lib/testing";
import * as testingJest from "../../lib/testing/jest";
import { referencePages } from "../../scripts/site/pages";
import { repository } from "../../scripts/site/repository";

// The running code gives the expected exports; the pages are generated with the compiler.
const pages = referencePages();
const page = (file: string): string => pages.find((candidate) => candidate.file === `reference/${file}`)?.text ?? "";
const documenting = (name: string) => pages.filter(({ names }) => names.includes(name));

const constructs = Object.entries(cdknix)
  .filter(([, value]) => typeof value === "function" && value.prototype instanceof Construct)
  .map(([name]) => name);

function commandsBelow(command: Command, before = ""): readonly { name: string; command: Command }[] {
  const name = `${before}${command.name()}`;
  const shown = command.createHelp().visibleCommands(command);
  const children = command.commands.filter((child) => shown.includes(child));
  return [{ name, command }, ...children.flatMap((child) => commandsBelow(child, `${name} `))];
}

describe("generated pages", () => {
  it("include the constructs", () => {
    expect(constructs).toEqual(expect.arrayContaining(["App", "Flake", "Host", "NixosModule", "BootConfig"]));
  });

  it.each(constructs)("include a page for the construct %s, with a description", (name) => {
    const [found, ...more] = documenting(name);
    expect(more).toEqual([]);
    expect(found?.file).toMatch(/^reference\/constructs\//);
    expect(found?.text).toMatch(new RegExp(`^# ${name}\\n\\n\\S`));
  });

  it.each(Object.keys({ ...cdknix, ...testing, ...testingJest, ...terraform }))(
    "document the export %s on exactly one page",
    (name) => {
      expect(documenting(name)).toHaveLength(1);
    },
  );

  it("show properties with type, default, option, and docstring", () => {
    const text = page("constructs/boot-config.md");
    expect(text).toContain(
      "| [`menuTimeout`](#menutimeout) | `number \\| null` | NixOS's, 10 | `boot.loader.timeout` |",
    );
    expect(text).toContain("Needs memory the size of the ISO.");
  });

  it("mark required properties, and properties of which one is required", () => {
    expect(page("constructs/flake.md")).toContain("| [`nixpkgs`](#nixpkgs) (required) | `Nixpkgs` |");
    expect(page("constructs/installer-script.md")).toContain("| [`file`](#file) (one of several) | `LocalPath` |");
  });

  it("show public members with signature, parameters, and errors, but no private members", () => {
    const text = page("constructs/nixos-module.md");
    expect(text).toContain("addOverride(option: string, value: NixValue): void");
    expect(text).toContain("- `option`: option path, such as");
    expect(page("constructs/flake.md")).toContain("Throws Error if the construct is outside of any flake.");
    expect(text).not.toContain("addedImports");
  });

  it("show an example of each construct", () => {
    expect(constructs.filter((name) => !documenting(name)[0]?.text.includes("## Example"))).toEqual([]);
  });

  it("show next to the example of a construct the file that it becomes, from the expected tree or by running the example", () => {
    const boot = readFileSync(path.join(repository, "examples/lilith/expected/dotfiles/modules/iso/boot.nix"), "utf8");
    expect(page("constructs/boot-config.md")).toContain(`It becomes \`modules/iso/boot.nix\`:\n\n\`\`\`nix\n${boot}`);
    expect(page("constructs/nixos-module.md")).toContain(
      'It becomes `systems/lilith/editor.nix`:\n\n```nix\n{ environment.variables.EDITOR = "vim"; }\n```',
    );
    const without = constructs.filter(
      (name) => !/::: side-by-side\n\n```ts\n[^]*?\n```\n\nIt becomes `/.test(documenting(name)[0]?.text ?? ""),
    );
    expect(without).toEqual(["App"]);
  });

  it("document all helpers of nix", () => {
    const text = page("library/nix.md");
    expect(Object.keys(cdknix.nix).filter((name) => !text.includes(`### \`${name}\``))).toEqual([]);
  });

  it.each(commandsBelow(makeCommandLine("synth")))("include a page for $name with its options", ({ name, command }) => {
    const text = page(`commands/${name.replaceAll(" ", "-")}.md`);
    expect(text).toContain(`# ${name}\n`);
    const flags = command.options.filter(({ hidden }) => !hidden).map((option) => option.flags);
    expect(flags.filter((flag) => !text.includes(`\`${flag}\``))).toEqual([]);
  });

  it("include the examples of the help, right after the usage", () => {
    const text = page("commands/synth.md");
    expect(text).toMatch(/\n# generate the flake .*\nsynth --no-build\n/);
    expect(text).toContain("\nResults go to stdout:");
    for (const { file, text: each } of pages.filter((candidate) => candidate.file.startsWith("commands/"))) {
      const headings = [...each.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
      expect([file, headings.slice(0, 1)]).toEqual([file, ["Examples"]]);
    }
  });

  it.each(readdirSync(path.join(repository, "examples")))("start with the README of the example %s", (name) => {
    const [heading] = readFileSync(path.join(repository, "examples", name, "README.md"), "utf8").split("\n");
    expect(page(`examples/${name}.md`)).toMatch(new RegExp(`^${String(heading)}\n`));
  });

  it("show the Nix files of an example once, and its programs", () => {
    const headings = [...page("examples/hand-written.md").matchAll(/^### `(.+)`$/gm)].map(([, file]) => file);
    expect(headings).toEqual(expect.arrayContaining(["flake.nix", "home/alex.nix", "step-1.ts", "step-2.ts"]));
    expect(headings).toContain("expected/step-2/dotfiles/modules/common/locale.nix");
    expect(headings.filter((file) => file?.endsWith("home/alex.nix"))).toHaveLength(1);
  });

  it("have links from examples that lead from the page to the file", () => {
    expect(page("examples/lilith.md")).toContain("](../../how-to/add-a-package.md)");
    expect(page("examples/lilith.md")).toContain("](../../../examples/lilith/main.ts)");
  });
});
