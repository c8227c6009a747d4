import type { Argument, Command, Option } from "commander";
import { makeCommandLine } from "../../lib/cli/command-line";
import { blocks, code, codeBlock, table } from "./markdown";
import type { Page } from "./page";

/** Returns all commands with their names, `synth` itself first. */
export function commands(root = makeCommandLine("synth"), before: readonly string[] = []): readonly NamedCommand[] {
  const words = [...before, root.name()];
  const below = root.createHelp().visibleCommands(root);
  return [{ words, command: root }, ...below.flatMap((command) => commands(command, words))];
}

/** A command with its name, such as `synth list`, as a list of words. */
export interface NamedCommand {
  readonly words: readonly string[];
  readonly command: Command;
}

/** Generates a page for each command from the parser of the command line. */
export function commandPages(): readonly Page[] {
  return commands().map(({ words, command }) => ({
    file: `commands/${words.join("-")}.md`,
    title: words.join(" "),
    section: "Commands",
    names: [],
    text: commandText(words, command),
  }));
}

function commandText(words: readonly string[], command: Command): string {
  const help = command.createHelp();
  const usage = help.commandUsage(command);
  const below = help.visibleCommands(command);
  const { examples, rest } = textAfterHelp(command);
  return blocks(
    `# ${words.join(" ")}`,
    sentence(command.description()),
    codeBlock("txt", usage.startsWith(words.join(" ")) ? usage : `${words.join(" ")} ${command.usage()}`),
    examples === "" ? "" : blocks("## Examples", codeBlock("sh", examples)),
    below.length === 0
      ? ""
      : blocks(
          "## Commands",
          table(
            ["Command", "Meaning"],
            below.map((child) => commandRow(words, child)),
          ),
        ),
    argumentsText(help.visibleArguments(command), (argument) => help.argumentDescription(argument)),
    ...optionGroups(help.visibleOptions(command)).map(([group, options]) =>
      blocks(
        group === "" ? "## Options" : `## Options: ${group}`,
        table(
          ["Option", "Meaning"],
          options.map((option) => [code(option.flags), help.optionDescription(option)]),
        ),
      ),
    ),
    rest === "" ? "" : blocks("## More", codeBlock("txt", rest)),
  );
}

function commandRow(words: readonly string[], command: Command): readonly string[] {
  const all = [...words, command.name()];
  return [`[${code(all.join(" "))}](./${all.join("-")}.md)`, command.summary() || command.description()];
}

function argumentsText(list: readonly Argument[], describe: (argument: Argument) => string): string {
  if (list.length === 0) return "";
  return blocks(
    "## Arguments",
    table(
      ["Argument", "Meaning"],
      list.map((item) => [code(item.name()), describe(item)]),
    ),
  );
}

function optionGroups(options: readonly Option[]): readonly (readonly [string, readonly Option[]])[] {
  const groups = new Map<string, Option[]>();
  for (const option of options) {
    const group = (option.helpGroupHeading ?? "").replace(/:$/, "");
    groups.set(group, [...(groups.get(group) ?? []), option]);
  }
  return [...groups];
}

/** Returns the examples and the other text after the help of a command. Commander can only print it. */
function textAfterHelp(command: Command): { readonly examples: string; readonly rest: string } {
  let printed = "";
  const before = command.configureOutput();
  command.configureOutput({
    ...before,
    writeOut: (text) => {
      printed += text;
    },
    getOutHasColors: () => false,
  });
  command.outputHelp();
  const information = command.helpInformation();
  command.configureOutput(before);
  const text = printed.slice(printed.indexOf(information) + information.length).trim();
  const found = /^Examples:\n([\s\S]*?)(?:\n\n([\s\S]*))?$/.exec(text);
  return found === null ? { examples: "", rest: text } : { examples: commented(found[1] ?? ""), rest: found[2] ?? "" };
}

/** Converts lines such as "$ command   description" to shell code with the descriptions above, which fits narrow screens. */
function commented(examples: string): string {
  const lines = examples.split("\n").map((line) => /^\s*\$ (.*?)(?:\s{2,}(.*))?$/.exec(line) ?? ["", line.trim()]);
  return lines.map(([, command = "", text]) => (text === undefined ? command : `# ${text}\n${command}`)).join("\n\n");
}

function sentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(first) || first === "" ? first : `${first}.`;
}
