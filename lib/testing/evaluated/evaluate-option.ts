import { quotedString } from "../../nix";
import type { NixosHost } from "../../platform/nix/evaluate";
import { evaluateExplanation, type ExplainQuery } from "../../platform/nix/explain/explain-option";
import { knownSchema, specialKind, type Known, type NixData } from "../../platform/nix/explain/known";
import type { NixTool } from "../../platform/nix/tool";
import { parseOptionPath } from "../../project/option-path";
import type { HostProgram } from "../assertions/host-program";
import { noSuchOption, optionIsSet } from "../errors";
import { evaluateHost, type EvaluationOptions } from "./evaluate-host";

/** Evaluates an option of a host with Nix, or returns the cached value. */
export async function evaluateOption(
  host: HostProgram,
  option: string,
  options: EvaluationOptions,
): Promise<EvaluatedValue> {
  const names = parseOptionPath(option);
  const question = {
    words: names,
    subject: option,
    schema: knownSchema,
    ask: (tool: NixTool, system: NixosHost) => askOption(tool, system, names),
  };
  const { answer } = await evaluateHost(host, question, options);
  if (answer.kind === "option") return answer.value;
  throw answer.kind === "prefix" ? optionIsSet(host.name, option) : noSuchOption(host.name, option, answer.names);
}

/** Uses the host's own module system, which is enough for the value. */
async function askOption(tool: NixTool, host: NixosHost, names: readonly string[]): Promise<Known> {
  const asked = (value: ExplainQuery["value"]): Promise<Known> =>
    evaluateExplanation(
      tool,
      host,
      { modules: "null", isComplete: false },
      { path: names.map(quotedString), withDefinitions: false, value, maxDepth: 20, maxItems: 100_000 },
    );
  const known = await asked("shown");
  // Nix catches a thrown error but not its message. Forcing the value makes Nix fail with the message.
  const throws = known.answer.kind === "option" && specialKind(known.answer.value) === "throws";
  return throws ? asked("forced") : known;
}

/**
 * The value of an option in NixOS, as JSON. A value that JSON cannot represent is an object with the key `$nix`, which names
 * its kind: `{ $nix: "package", name: "git-2.44.1" }`, `{ $nix: "function" }`, `{ $nix: "path", path: "/nix/store/…" }`.
 * @beta
 */
export type EvaluatedValue = NixData;
