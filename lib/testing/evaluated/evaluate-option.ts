import * as path from "node:path";
import * as E from "fp-ts/Either";
import { defaultOutput } from "../../model";
import { quotedString } from "../../nix";
import { attributed } from "../../pipeline/evaluate/attributed";
import { lockFlakes, seedLocks } from "../../pipeline/lock/lock";
import { whileLocked, withStaging } from "../../pipeline/program";
import type { Reporter } from "../../pipeline/reporter";
import { effectiveNixSettings, type SynthRequest } from "../../pipeline/request";
import { step } from "../../pipeline/step";
import { formatFailure } from "../../platform/failure";
import type { NixosHost } from "../../platform/nix/evaluate";
import { evaluateExplanation, type ExplainQuery } from "../../platform/nix/explain/explain-option";
import { specialKind, type Known, type NixData } from "../../platform/nix/explain/known";
import { findNix, type NixTool } from "../../platform/nix/tool";
import { parseOptionPath } from "../../project/option-path";
import { tryReadManifest } from "../../project/output/manifest";
import { writeTreeSync } from "../../project/output/write-tree";
import { readBuildRecordSync } from "../../project/results/build-record";
import type { HostProgram } from "../assertions/host-program";
import { noSuchOption, notEvaluated, optionIsSet } from "../errors";
import { AnswerCache } from "./answer-cache";

/** Reports nothing: a test prints only failures. */
const silentReporter: Reporter = {
  step: () => undefined,
  nix: () => undefined,
  activity: () => undefined,
  issue: () => undefined,
};

/** Evaluates an option of a host with Nix, or returns the cached value. */
export async function evaluateOption(
  host: HostProgram,
  option: string,
  options: EvaluationOptions,
): Promise<EvaluatedValue> {
  const request = requestFor(host, options);
  const asking = withStaging(request, ({ tree }) => step(() => askInTree(host, option, request, tree)));
  const outcome = await whileLocked(request, silentReporter, asking)();
  if (E.isLeft(outcome)) throw notEvaluated(`${host.name}: cannot evaluate ${option}\n${formatFailure(outcome.left)}`);
  const { answer } = outcome.right;
  if (answer.kind === "option") return answer.value;
  throw answer.kind === "prefix" ? optionIsSet(host.name, option) : noSuchOption(host.name, option, answer.names);
}

function requestFor(host: HostProgram, { nixpkgs, output }: EvaluationOptions): SynthRequest {
  const { projectDirectory } = host.program;
  return {
    projectDirectory,
    output: path.resolve(projectDirectory, output ?? defaultOutput),
    app: "",
    context: {},
    configWarnings: [],
    strict: false,
    verbose: false,
    hosts: [host.host.name],
    until: "plan",
    force: false,
    frozenLocks: false,
    outLink: "result",
    treeHash: undefined,
    profile: undefined,
    nixpkgs,
    nix: {},
  };
}

async function askInTree(host: HostProgram, option: string, request: SynthRequest, tree: string): Promise<Known> {
  const names = parseOptionPath(option);
  writeTreeSync(tree, host.program.tree);
  const manifest = tryReadManifest(tree);
  const flake = manifest?.flakes[host.flake.name];
  if (manifest === undefined || flake === undefined) throw new Error(`${host.flake.name} is not in its own manifest`);
  seedLocks(request, tree, manifest);
  const cache = new AnswerCache(request, path.join(tree, flake.directory), flake.release);
  const kept = cache.answer(host.host.name, names);
  if (kept !== undefined) return kept;
  const tool = await findNix(effectiveNixSettings(request));
  if (!cache.reuseLock()) {
    const known = readBuildRecordSync(request.output).locks;
    const context = { tool: () => Promise.resolve(tool), request, reporter: silentReporter, known };
    await lockFlakes(context, tree, [flake]);
    cache.keepLock();
  }
  const attribute = `nixosConfigurations.${host.host.name}`;
  const directory = path.join(tree, flake.directory);
  const known = await attributed(
    ask(tool, { name: host.name, directory, attribute }, names),
    { flake, tree, directory, attribute: `${attribute}.config.system.build.toplevel` },
    { tool: () => Promise.resolve(tool), request, reporter: silentReporter },
  );
  cache.keepAnswer(host.host.name, names, known);
  return known;
}

/** Uses the host's own module system, which is enough for the value. */
async function ask(tool: NixTool, host: NixosHost, names: readonly string[]): Promise<Known> {
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

/**
 * Options for evaluating a host.
 * @beta
 */
export interface EvaluationOptions {
  /**
   * Replacement for the flake's nixpkgs: a flake reference, or `embedded` for the offline base. Default: the flake's own, as
   * in the project's lock file; without a lock file, the current revision, which may change.
   */
  readonly nixpkgs?: string;
  /**
   * Output directory of the project: the answers are cached next to it, in `cdk.out.evaluated`. Default: `cdk.out` in the
   * directory that the program was synthesized for.
   */
  readonly output?: string;
}
