import { existsSync } from "node:fs";
import * as path from "node:path";
import type { Command, Option } from "commander";
import { makeCommandLine } from "../../lib/cli/command-line";
import { isFailure } from "../../lib/platform/failure";
import { project } from "./project";

const root = makeCommandLine("synth");
const commands = root.commands.filter((command) => !command.name().startsWith("__"));

/** The options of the root that a command does not have. */
function foreignTo({ options }: Command): readonly Option[] {
  return root.options.filter(({ long }) => long !== "--version" && !options.some((own) => own.long === long));
}

/** The option with a value that it accepts. */
function wordsFor({ long = "", required }: Option): readonly string[] {
  if (!required) return [long];
  if (long === "--nix-option") return [`${long}=cores\0 1`];
  return [`${long}=${valid[long] ?? "value"}`];
}

/** Values of the options that do not accept every text. */
const valid: Readonly<Record<string, string>> = { "--format": "json", "--context": "key=value", "--eval-jobs": "2" };

async function codeOf(args: readonly string[]): Promise<string> {
  const line = makeCommandLine("synth");
  // Nothing may run if an option is accepted.
  for (const command of line.commands) command.action(() => undefined);
  return line.parseAsync([...args], { from: "user" }).then(
    () => "accepted",
    (error: unknown) => (isFailure(error) ? `${error.code}: ${error.message}` : String(error)),
  );
}

describe("an option of the root that a command does not have", () => {
  it.each(commands.filter((command) => foreignTo(command).length > 0))(
    "is rejected before and after $_name",
    async (command) => {
      for (const option of foreignTo(command)) {
        const words = wordsFor(option);
        const rejected = `flag-unknown: unknown option ${option.long ?? ""}`;
        // Without the required arguments, which are checked later.
        expect(await codeOf([command.name(), ...words])).toBe(rejected);
        expect(await codeOf([...words, command.name()])).toBe(rejected);
      }
    },
  );

  it("is every option of a build in a command that reads, writes, or boots the last one", () => {
    const flags = (name: string): readonly (string | undefined)[] =>
      commands
        .filter((command) => command.name() === name)
        .flatMap((command) => foreignTo(command).map(({ long }) => long));
    expect(flags("synth")).toEqual([]);
    expect(flags("inspect")).toEqual(expect.arrayContaining(["--dry-run", "--force", "--no-build", "--copy-to"]));
    expect(flags("flash")).toEqual(expect.arrayContaining(["--dry-run", "--force", "--no-build", "--copy-to"]));
    expect(flags("vm")).toEqual(expect.arrayContaining(["--dry-run", "--copy-to"]));
    expect(flags("list")).toEqual(expect.arrayContaining(["--dry-run", "--force"]));
  });

  it("is rejected before anything is written", () => {
    const { directory, run } = project();
    expect(run(["init", "z", "--dry-run"])).toMatchInlineSnapshot(`
      {
        "code": 1,
        "stderr": "error[flag-unknown]: unknown option --dry-run
        why:   usage: cdknix init [options] [directory]
        fix:   remove it: \`--dry-run\` is an option of \`cdknix\` without a command, which builds
        docs:  https://cdknix.example/errors/flag-unknown
      ",
        "stdout": "",
      }
    `);
    expect(existsSync(path.join(directory, "z"))).toBe(false);
    const disk = path.join(directory, "disk.img");
    expect(run(["flash", "a", disk, "--kind", "file", "--yes", "--dry-run"]).stderr).toContain(
      "unknown option --dry-run",
    );
    expect(existsSync(disk)).toBe(false);
    expect(run(["--dry-run", "vm", "a"]).stderr).toMatchInlineSnapshot(`
      "error[flag-unknown]: unknown option --dry-run
        why:   usage: cdknix vm [options] <host>
        fix:   remove it: \`--dry-run\` is an option of \`cdknix\` without a command, which builds
        docs:  https://cdknix.example/errors/flag-unknown
      "
    `);
  });

  it("is not rejected together with --help", () => {
    const { run } = project();
    expect(run(["flash", "--dry-run", "--help"])).toEqual(run(["flash", "--help"]));
  });
});

describe("an option that both the root and a command have", () => {
  it.each(commands)("is accepted before and after $_name", async (command) => {
    const operands = operandsOf(command);
    for (const option of command.options.filter((own) => root.options.some(({ long }) => own.long === long))) {
      const words = wordsFor(option);
      expect(await codeOf([command.name(), ...operands, ...words])).toBe("accepted");
      expect(await codeOf([...words, command.name(), ...operands])).toBe("accepted");
    }
  });
});

function operandsOf({ registeredArguments }: Command): readonly string[] {
  return registeredArguments.filter(({ required }) => required).map(({ argChoices }) => argChoices?.[0] ?? "a");
}
