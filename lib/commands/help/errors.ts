import { Failure } from "../../platform/failure";

/** There is no command with this name, and none with a similar one. */
export function noSuchCommand(word: string): Failure {
  return new Failure({
    kind: "usage",
    code: "command-unknown",
    message: `no command named ${JSON.stringify(word)}`,
    fix: "list the commands with `synth help`",
  });
}
