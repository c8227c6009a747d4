import type { Command } from "commander";
import { makeCommandLine } from "../../lib/cli/command-line";

const root = makeCommandLine("synth");
const commands = [root, ...root.createHelp().visibleCommands(root)];

/** The printed help, including the text before and after it. */
function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => 120 });
  command.outputHelp();
  return text;
}

describe.each(commands.map((command) => [command.name(), command] as const))("the help of %s", (name, command) => {
  it("has an example of the command", () => {
    const examples = /^Examples:\n((?: {2}\$ .*\n)+)/m.exec(helpOf(command))?.[1]?.trimEnd().split("\n") ?? [];
    expect(examples.length).toBeGreaterThan(0);
    // Examples must start with the command that they illustrate.
    for (const example of examples) expect(example).toContain(name === "synth" ? "synth" : `synth ${name}`);
  });

  it("describes every option and argument", () => {
    const help = command.createHelp();
    const described = [...help.visibleOptions(command), ...command.registeredArguments].filter(
      (thing) => !("name" in thing && thing.name() === "shell"),
    );
    for (const { description } of described) expect(description).not.toBe("");
  });
});
