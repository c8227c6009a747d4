import type { Command } from "commander";
import * as E from "fp-ts/Either";
import { optionsOf } from "../../cli/arguments/options";
import { synthRequest } from "../../cli/arguments/settings";
import { openTerminal } from "../../cli/terminal/terminal";
import { explainOption } from "./explain-option";
import { explanationText } from "./explanation-text";
import { maskExplanation } from "./mask-explanation";

/** The action of `synth explain`. */
export async function explain(host: string, option: string, _options: unknown, command: Command): Promise<void> {
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
