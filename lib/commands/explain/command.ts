import type { Command } from "commander";
import * as E from "fp-ts/Either";
import { addExamples, type CommandDefinition } from "../../cli/arguments/command-definition";
import { addNixOptions, addProfileOption, addProgramOptions, optionsOf } from "../../cli/arguments/options";
import { synthRequest } from "../../cli/arguments/settings";
import { openTerminal } from "../../cli/terminal/terminal";
import { explainOption } from "./explain-option";
import { explanationText } from "./explanation-text";

/** `synth explain HOST OPTION`. */
export const explainDefinition: CommandDefinition = {
  position: 50,
  overview: { "synth explain lilith boot": "what the program sets below boot, where, and what won" },
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("explain")
    .description("the value of an option, every definition of it with its line, and which won")
    .argument("<host>", "the host")
    .argument("<option>", "an option, as in `boot.kernelParams`; of a set, as in `boot`, what the program set in it")
    .action(explain);
  addNixOptions(addProfileOption(addProgramOptions(command)));
  addExamples(command, {
    "synth explain lilith documentation.enable": "its value, who set it, and what won",
    "synth explain lilith boot": "everything that the program sets below boot",
    "synth explain lilith boot --profile dev": "the same with what a profile sets",
    "synth explain lilith boot.kernelParams --json": "the same for a program to read",
  });
}

async function explain(host: string, option: string, _options: unknown, command: Command): Promise<void> {
  const options = optionsOf(command);
  const terminal = openTerminal(options);
  const verbose = options.verbose ?? false;
  const isJson = options.json ?? false;
  const request = { ...synthRequest(options, process.cwd(), [host]), host, option, isWhole: verbose || isJson };
  const outcome = await explainOption(request, terminal)();
  if (E.isLeft(outcome)) throw outcome.left;
  terminal.result(
    isJson
      ? JSON.stringify(outcome.right, undefined, 2)
      : explanationText(outcome.right, { verbose, colours: terminal.resultColours }),
  );
}
