import type { Command } from "commander";
import * as E from "fp-ts/Either";
import { addExamples, type CommandDefinition } from "../../cli/arguments/command-definition";
import { addNixOptions, addProfileOption, addProgramOptions, optionsOf } from "../../cli/arguments/options";
import { synthRequest } from "../../cli/arguments/settings";
import { openTerminal } from "../../cli/terminal/terminal";
import { explainOption } from "./explain-option";
import { explanationText } from "./explanation-text";
import { maskExplanation } from "./mask-explanation";

/** `synth explain HOST OPTION`. */
export const explainDefinition: CommandDefinition = {
  position: 50,
  overview: { "synth explain lilith boot": "show each setting below boot, its line, and which one wins" },
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("explain")
    .description("show the value of an option, all its definitions with their lines, and which one wins")
    .argument("<host>", "the host")
    .argument("<option>", "an option such as boot.kernelParams, or a set of options such as boot")
    .action(explain);
  addNixOptions(addProfileOption(addProgramOptions(command)));
  addExamples(command, {
    "synth explain lilith documentation.enable": "show its value, its definitions, and which one wins",
    "synth explain lilith boot": "show everything that the program sets below boot",
    "synth explain lilith boot --profile dev": "the same, including the settings of a profile",
    "synth explain lilith boot.kernelParams --json": "print the explanation as JSON",
  });
}

async function explain(host: string, option: string, _options: unknown, command: Command): Promise<void> {
  const options = optionsOf(command);
  const terminal = openTerminal(options);
  const verbose = options.verbose ?? false;
  // Text in a file does not depend on the width of a terminal.
  const isWhole = verbose || !process.stdout.isTTY;
  const isJson = options.json ?? false;
  const request = { ...synthRequest(options, process.cwd(), [host]), host, option, isWhole: isWhole || isJson };
  const outcome = await explainOption(request, terminal)();
  if (E.isLeft(outcome)) throw outcome.left;
  const explanation = maskExplanation(outcome.right);
  terminal.result(
    isJson
      ? JSON.stringify(explanation, undefined, 2)
      : explanationText(explanation, {
          verbose,
          isWhole,
          colors: terminal.resultColors,
        }),
  );
}
