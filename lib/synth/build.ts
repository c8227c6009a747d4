import * as path from "node:path";
import {
  buildDerivations,
  digestTreeSync,
  evaluateDerivation,
  findIsoSync,
  isFailure,
  isResultLinkSync,
  makeResultLink,
  planBuild,
  readBuildRecordSync,
  writeBuildRecordSync,
  type Listening,
  type NixTool,
} from "../effects";
import { attributeBuild } from "./attribute-build";
import { attributed } from "./attributed";
import { readOrigins } from "./read-origins";
import type { Reporter, SynthRequest, SynthResult } from "./request";
import type { Target } from "./targets";

/** What building has to know besides the request. */
export interface BuildContext {
  readonly tool: NixTool;
  readonly request: SynthRequest;
  readonly targets: readonly Target[];
  readonly reporter: Reporter;
}

/** Evaluates hosts in a tree and tells what Nix would build; builds nothing. */
export async function planHosts(context: BuildContext, tree: string): Promise<readonly SynthResult[]> {
  const { tool, targets, reporter } = context;
  const drvPaths = await evaluateHosts(context, targets, tree);
  for (const line of (await planBuild(tool, drvPaths)).split("\n")) reporter.nix(line);
  return targets.map(({ name }, index) => ({
    host: name,
    iso: null,
    size: null,
    storePath: null,
    drvPath: drvPaths[index] ?? "",
  }));
}

/**
 * Builds the ISOs of hosts in the output and links them into the project directory. What was built of the same tree before,
 * and is still linked, Nix is not asked about again: newer versions evaluate everything anew each time.
 */
export async function buildHosts(context: BuildContext): Promise<readonly SynthResult[]> {
  const { tool, request, targets, reporter } = context;
  const record = readBuildRecordSync(request.output);
  const keys = new Map(targets.map((target) => [target, buildKey(request, target)]));
  const stale = targets.filter((target) => {
    const known = record[target.name];
    if (request.force || known === undefined || known.key !== keys.get(target)) return true;
    return !isResultLinkSync(linkOf(context, target), known.storePath, request.nix.store);
  });
  if (stale.length > 0) {
    const drvPaths = await evaluateHosts(context, stale, request.output);
    const names = stale.map(({ name }) => name);
    reporter.step(`building ${names.join(", ")}`);
    const built = await buildDerivations(tool, drvPaths, names, listening(context)).catch((error: unknown) => {
      const trees = [...new Set(stale.map(({ flake }) => flake))].map((flake) =>
        readOrigins(flake, request.output, request.nix.store),
      );
      throw isFailure(error) ? attributeBuild(error, trees) : error;
    });
    for (const [index, target] of stale.entries()) {
      const drvPath = drvPaths[index] ?? "";
      const storePath = built.get(drvPath) ?? "";
      findIsoSync(target.name, storePath, request.nix.store);
      await makeResultLink(tool, linkOf(context, target), storePath, request.nix.store);
      record[target.name] = { key: keys.get(target) ?? "", drvPath, storePath };
    }
    writeBuildRecordSync(request.output, record);
  }
  return targets.map(({ name }) => {
    const { drvPath = "", storePath = "" } = record[name] ?? {};
    return { host: name, ...findIsoSync(name, storePath, request.nix.store), storePath, drvPath };
  });
}

async function evaluateHosts(
  context: BuildContext,
  targets: readonly Target[],
  tree: string,
): Promise<readonly string[]> {
  const drvPaths: string[] = [];
  for (const { name, flake, host } of targets) {
    context.reporter.step(`evaluating ${name}`);
    const source = { directory: path.join(tree, flake.directory), attribute: host.installable };
    const evaluation = evaluateDerivation(context.tool, source, name, listening(context));
    drvPaths.push(await attributed(evaluation, { flake, tree, attribute: host.installable }, context));
  }
  return drvPaths;
}

function listening({ request, reporter }: BuildContext): Listening {
  return {
    buildLogs: request.verbose,
    onStderrLine: (line) => {
      reporter.nix(line);
    },
  };
}

/** Everything that decides what is built. The lock file is in the tree, so that nixpkgs is too. */
function buildKey({ output, nix }: SynthRequest, { flake, host }: Target): string {
  return JSON.stringify([digestTreeSync(path.join(output, flake.directory)), host.installable, nix]);
}

/** `result` for one host, `result-<host>` where there are several. */
function linkOf({ request, targets }: BuildContext, { name }: Target): string {
  const link = targets.length === 1 ? "result" : `result-${name.replaceAll("/", "-")}`;
  return path.join(request.projectDirectory, link);
}
