import * as path from "node:path";
import * as E from "fp-ts/Either";
import type { z } from "zod";
import { defaultOutput } from "../../model";
import { attributed } from "../../pipeline/evaluate/attributed";
import { lockFlakes, seedLocks } from "../../pipeline/lock/lock";
import { whileLocked, withStaging } from "../../pipeline/program";
import type { Reporter } from "../../pipeline/reporter";
import { effectiveNixSettings, type SynthRequest } from "../../pipeline/request";
import { step } from "../../pipeline/step";
import { formatFailure } from "../../platform/failure";
import type { NixosHost } from "../../platform/nix/evaluate";
import { findNix, type NixTool } from "../../platform/nix/tool";
import { tryReadManifest } from "../../project/output/manifest";
import { writeTreeSync } from "../../project/output/write-tree";
import { readBuildRecordSync } from "../../project/results/build-record";
import type { HostProgram } from "../assertions/host-program";
import { notEvaluated } from "../errors";
import { AnswerCache } from "./answer-cache";

/** Reports nothing: a test prints only failures. */
const silentReporter: Reporter = {
  step: () => undefined,
  nix: () => undefined,
  activity: () => undefined,
  issue: () => undefined,
};

/** A question about a host that Nix answers. */
export interface HostQuestion<Answer> {
  /** Words that identify it, for the cache. */
  readonly words: readonly string[];
  /** The thing that is evaluated, for errors. */
  readonly subject: string;
  readonly schema: z.ZodType<Answer>;
  readonly ask: (tool: NixTool, host: NixosHost) => Promise<Answer>;
}

/** Asks Nix a question about a host, or returns the cached answer. */
export async function evaluateHost<Answer>(
  host: HostProgram,
  question: HostQuestion<Answer>,
  options: EvaluationOptions,
): Promise<Answer> {
  const request = requestFor(host, options);
  const asking = withStaging(request, ({ tree }) => step(() => askInTree(host, question, request, tree)));
  const outcome = await whileLocked(request, silentReporter, asking)();
  if (E.isRight(outcome)) return outcome.right;
  throw notEvaluated(`${host.name}: cannot evaluate ${question.subject}\n${formatFailure(outcome.left)}`);
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

async function askInTree<Answer>(
  host: HostProgram,
  { words, schema, ask }: HostQuestion<Answer>,
  request: SynthRequest,
  tree: string,
): Promise<Answer> {
  writeTreeSync(tree, host.program.tree);
  const manifest = tryReadManifest(tree);
  const flake = manifest?.flakes[host.flake.name];
  if (manifest === undefined || flake === undefined) throw new Error(`${host.flake.name} is not in its own manifest`);
  seedLocks(request, tree, manifest);
  const cache = new AnswerCache(request, path.join(tree, flake.directory), flake.release);
  const kept = cache.answer(host.host.name, words, schema);
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
  const answer = await attributed(
    ask(tool, { name: host.name, directory, attribute }),
    { flake, tree, directory, attribute: `${attribute}.config.system.build.toplevel` },
    { tool: () => Promise.resolve(tool), request, reporter: silentReporter },
  );
  cache.keepAnswer(host.host.name, words, answer);
  return answer;
}

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
