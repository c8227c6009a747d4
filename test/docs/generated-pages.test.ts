import type { Command } from "commander";
import { Construct } from "constructs";
import * as cdknix from "../../lib";
import { makeCommandLine } from "../../lib/cli/command-line";
import * as terraform from "../../lib/terraform";
import * as testing from "../../lib/testing";
import * as testingJest from "../../lib/testing/jest";
import { generatedPages } from "../../scripts/site/pages";

// What the package holds is asked of the running code: the pages are made by the compiler.
const pages = generatedPages();
const page = (file: string): string => pages.find((candidate) => candidate.file === file)?.text ?? "";
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

describe("the generated pages", () => {
  it("know the constructs", () => {
    expect(constructs).toEqual(expect.arrayContaining(["App", "Flake", "Host", "NixosModule", "BootConfig"]));
  });

  it.each(constructs)("have one for the construct %s, with what it is for", (name) => {
    const [found, ...more] = documenting(name);
    expect(more).toEqual([]);
    expect(found?.file).toMatch(/^constructs\//);
    expect(found?.text).toMatch(new RegExp(`^# ${name}\\n\\n\\S`));
  });

  it.each(Object.keys({ ...cdknix, ...testing, ...testingJest, ...terraform }))(
    "document the export %s on one page",
    (name) => {
      expect(documenting(name)).toHaveLength(1);
    },
  );

  it("show properties with type, default, option and all that their docstrings say", () => {
    const text = page("constructs/boot-config.md");
    expect(text).toContain(
      "| [`menuTimeout`](#menutimeout) | `number \\| null` | NixOS's, 10 | `boot.loader.timeout` |",
    );
    expect(text).toContain("Needs memory the size of the ISO.");
  });

  it("mark what must be given, and of what one must be given", () => {
    expect(page("constructs/flake.md")).toContain("| [`nixpkgs`](#nixpkgs) (required) | `Nixpkgs` |");
    expect(page("constructs/installer-script.md")).toContain("| [`file`](#file) (one of several) | `string` |");
  });

  it("show members with their signature, parameters and errors, and none that are private", () => {
    const text = page("constructs/nixos-module.md");
    expect(text).toContain("addOverride(option: string, value: NixValue): void");
    expect(text).toContain("- `option`: option path, such as");
    expect(text).toContain("Throws Error if the path is empty or has an unclosed quote.");
    expect(text).not.toContain("addedImports");
  });

  it("show a use of each construct", () => {
    expect(constructs.filter((name) => !documenting(name)[0]?.text.includes("## Example"))).toEqual([]);
  });

  it("have all helpers of nix", () => {
    const text = page("library/nix.md");
    expect(Object.keys(cdknix.nix).filter((name) => !text.includes(`### \`${name}\``))).toEqual([]);
  });

  it.each(commandsBelow(makeCommandLine("synth")))("have one for $name with its options", ({ name, command }) => {
    const text = page(`commands/${name.replaceAll(" ", "-")}.md`);
    expect(text).toContain(`# ${name}\n`);
    const flags = command.options.filter(({ hidden }) => !hidden).map((option) => option.flags);
    expect(flags.filter((flag) => !text.includes(`\`${flag}\``))).toEqual([]);
  });

  it("have the examples of the help", () => {
    expect(page("commands/synth.md")).toContain("$ synth --no-build ");
  });
});
