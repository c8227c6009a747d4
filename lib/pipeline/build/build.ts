import * as path from "node:path";
import { attributeBuild } from "../../attribution/attribute-build";
import { readSourceMap } from "../../attribution/source-map";
import { isFailure } from "../../platform/failure";
import { digestText, sha256OfFile } from "../../platform/files/digest";
import { buildDerivations, closureOf, planBuild } from "../../platform/nix/build";
import { nixIdentitySync } from "../../platform/nix/tool";
import { hostFileName } from "../../project/output/output-paths";
import {
  buildOf,
  durationsOf,
  withBuilds,
  withDurations,
  writeBuildRecordSync,
  type BuildRecord,
  type RecordedBuild,
} from "../../project/results/build-record";
import { findIsoSync } from "../../project/results/iso-file";
import { checkResultLinkSync, isResultLinkSync, makeResultLink } from "../../project/results/result-link";
import { bothFailed } from "../evaluate/errors";
import { evaluateTargets, type EvaluatedTargets } from "../evaluate/evaluate-targets";
import { totalSize } from "../image/packages";
import type { SynthRequest, SynthResult } from "../request";
import type { Target } from "../targets";
import type { BuildContext } from "./build-context";
import { refuseTooLarge } from "./image-limit";
import { describeResults, isBuiltSync, resultOf } from "./build-result";
import { sourceDigests } from "./last-build";
import { publishImages } from "./publish-image";
import { watchBuilds } from "./watch-builds";

/**
 * Evaluates hosts in a tree and prints the build plan of Nix; builds nothing.
 * @throws a failure if a host cannot be evaluated; if the request is to keep going, after the plan for the other hosts.
 */
export async function planHosts(context: BuildContext, tree: string): Promise<readonly SynthResult[]> {
  const { tool, targets, reporter } = context;
  const { derivations, failure } = await evaluateTargets(context, targets, tree);
  if (derivations.size > 0) {
    const plan = await planBuild(await tool(), [...derivations.values()]);
    if (plan === "") reporter.step("nothing to build");
    else for (const line of plan.split("\n")) reporter.nix(line);
  }
  if (failure !== undefined) throw failure;
  return [...derivations].map(([{ name, host }, drvPath]) => ({
    host: name,
    kind: host.kind,
    iso: null,
    size: null,
    sha256: null,
    checksum: null,
    sbom: null,
    storePath: null,
    drvPath,
  }));
}

/**
 * Builds the ISOs and systems of hosts in the output, links them into the project directory, and writes their checksums next to the
 * output. Skips Nix for a host whose build is up to date, available, and linked, because newer versions of Nix evaluate
 * everything on each run.
 * @param before the build record of the output; the updated record is written next to the output.
 * @throws a failure if a host cannot be evaluated; if the request is to keep going, after building the other hosts.
 */
export async function buildHosts(context: BuildContext, before: BuildRecord): Promise<readonly SynthResult[]> {
  const { request, targets, reporter } = context;
  for (const target of targets) checkResultLinkSync(linkOf(context, target));
  const profile = request.profile?.name;
  const inputOf = inputsOf(request);
  const last = new Map(targets.map((target) => [target, buildOf(before, target.name, profile)]));
  const stale = targets.filter((target) => {
    return !isBuilt(context, target, last.get(target), inputOf(target).key);
  });
  const kept = targets.filter((target) => !stale.includes(target));
  const fresh = kept.map(({ name }) => name);
  // Checked for existing builds too: the limit is not part of the key, so it may have changed.
  await refuseTooLarge(
    context,
    kept.map((target) => ({ target, size: last.get(target)?.size ?? 0 })),
  );
  if (fresh.length > 0) reporter.step(`${fresh.join(", ")} ${fresh.length === 1 ? "is" : "are"} up to date`);
  const builds = watchBuilds(reporter, durationsOf(before, profile), request.nix.store);
  const evaluated = stale.length > 0 ? await evaluateTargets(context, stale, request.output) : nothingEvaluated;
  const { derivations, failure } = evaluated;
  const building = buildEvaluated(context, derivations, inputOf, builds).catch((error: unknown) => {
    if (failure === undefined || !isFailure(error)) throw error;
    throw bothFailed(failure, error);
  });
  const built = await building;
  const record = withDurations(withBuilds(before, built, profile), builds.durations(), profile);
  if (stale.length > 0) writeBuildRecordSync(request.output, record);
  const results = await publishImages(
    { ...context, targets: targets.filter((target) => kept.includes(target) || derivations.has(target)) },
    record,
  );
  if (failure !== undefined) throw failure;
  return results;
}

const nothingEvaluated: EvaluatedTargets = { derivations: new Map(), failure: undefined };

/** Whether a host's latest build is up to date, available, and linked. */
function isBuilt(context: BuildContext, target: Target, built: RecordedBuild | undefined, key: string): boolean {
  const { request, reporter } = context;
  if (request.force || built?.key !== key) return false;
  const isThere = isBuiltSync(target, built, request.nix.store);
  if (!isThere) reporter.step(`the ${resultOf(target)} of ${target.name} is no longer in the store`);
  return isThere && isResultLinkSync(linkOf(context, target), built.storePath, request.nix.store);
}

async function buildEvaluated(
  context: BuildContext,
  derivations: EvaluatedTargets["derivations"],
  inputOf: (target: Target) => BuildInput,
  { listeners }: ReturnType<typeof watchBuilds>,
): Promise<ReadonlyMap<string, RecordedBuild>> {
  const { request, reporter } = context;
  if (derivations.size === 0) return new Map();
  const tool = await context.tool();
  const targets = [...derivations.keys()];
  const names = targets.map(({ name }) => name);
  reporter.step(`building ${names.join(", ")}`, "build");
  const building = buildDerivations(tool, [...derivations.values()], describeResults(targets), listeners);
  const storePaths = await building.catch((error: unknown) => {
    const flakes = [...new Set(targets.map(({ flake }) => flake))];
    const trees = flakes.map((flake) => readSourceMap(flake, request.output, request.nix.store));
    throw isFailure(error) ? attributeBuild(error, trees) : error;
  });
  const results: BuiltResult[] = [];
  for (const [target, drvPath] of derivations) {
    const storePath = storePaths.get(drvPath) ?? "";
    const found =
      target.host.kind === "image"
        ? findIsoSync(target.name, storePath, request.nix.store)
        : { iso: undefined, size: totalSize(await closureOf(tool, storePath)) };
    results.push({ target, drvPath, storePath, ...found });
  }
  await refuseTooLarge(context, results);
  const built = new Map<string, RecordedBuild>();
  for (const { target, drvPath, storePath, iso, size } of results) {
    await makeResultLink(tool, linkOf(context, target), storePath, request.nix.store);
    const sha256 = iso === undefined ? "" : await sha256OfFile(iso);
    built.set(target.name, { ...inputOf(target), drvPath, storePath, size, sha256 });
  }
  return built;
}

/** The result of a host. */
interface BuiltResult {
  readonly target: Target;
  readonly drvPath: string;
  readonly storePath: string;
  /** Undefined for a machine. */
  readonly iso: string | undefined;
  /** Size in bytes: of the ISO, or of all store paths of a machine. */
  readonly size: number;
}

type BuildInput = Required<Pick<RecordedBuild, "key" | "source">>;

/** A function for all inputs of a build. The lock file is in the tree, so nixpkgs is included. */
function inputsOf(request: SynthRequest): (target: Target) => BuildInput {
  const identity = nixIdentitySync();
  const digestOf = sourceDigests(request);
  return (target) => {
    const source = digestOf(target);
    return { source, key: digestText(JSON.stringify([source, request.nix, identity])) };
  };
}

/** `result` for a single host, `result-<host>` for several, `result-<host>@<profile>` with a profile. */
function linkOf({ request, targets }: BuildContext, { name }: Target): string {
  const { profile, outLink } = request;
  const isOnlyOne = profile === undefined && targets.length === 1;
  const link = isOnlyOne ? outLink : `${outLink}-${hostFileName(name, profile?.name)}`;
  return path.resolve(request.projectDirectory, link);
}
