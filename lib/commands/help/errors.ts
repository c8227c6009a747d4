import type { ForeignWord } from "../../cli/arguments/foreign-words";
import { Failure } from "../../platform/failure";

/** There is no command with this name. */
export function noSuchCommand(
  word: string,
  answer: ForeignWord = { fix: "list the commands with `synth help`" },
): Failure {
  return new Failure({
    kind: "usage",
    code: "command-unknown",
    message: `no command named ${JSON.stringify(word)}`,
    reason: answer.reason,
    fix: answer.fix,
  });
}
