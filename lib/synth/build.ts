import * as path from "node:path";
import {
  buildDerivations,
  digestText,
  digestTreeSync,
  evaluateDerivation,
  findIsoSync,
  isFailure,
  isIsoSync,
  isResultLinkSync,
  makeResultLink,
  nixIdentitySync,
  planBuild,
  publishImageSync,
  sha256OfFile,
  writeBuildRecordSync,
  type BuildRecord,
  type NixTool,
} from "../effects";
import { attributeBuild } from "./attribute-build";
import { attributed } from "./attributed";
import { refuseTooLarge } from "./image-limit";
import { readOrigins } from "./read-origins";
import type { Reporter, SynthRequest, SynthResult } from "./request";
import { listeningOf } from "./stand-in";
import type { Target } from "./targets";

/** What building has to know besides the request. */
export interface BuildContext {
  /** Nix, found when it is needed. */
  readonly tool: () => Promise<NixTool>;
  readonly request: SynthRequest;
  readonly targets: readonly Target[];
  readonly reporter: Reporter;
}

/** Evaluates hosts in a tree and tells what Nix would build; builds nothing. */
export async function planHosts(context: BuildContext, tree: string): Promise<readonly SynthResult[]> {
  const { tool, targets, reporter } = context;
  const drvPaths = await evaluateHosts(context, targets, tree);
  for (const line of (await planBuild(await tool(), drvPaths)).split("\n")) reporter.nix(line);
  return targets.map(({ name }, index) => ({
    host: name,
    iso: null,
    size: null,
    sha256: null,
    checksum: null,
    storePath: null,
    drvPath: drvPaths[index] ?? "",
  }));
}

/**
 * Builds the ISOs of hosts in the output, links them into the project directory, and puts their checksums beside the output.
 * What was built of the same tree before, and is still there and linked, Nix is not asked about again: newer versions
 * evaluate everything anew each time.
 * @param before what is known of the output; with what comes of the build it is written beside it.
 */
export async function buildHosts(context: BuildContext, before: BuildRecord): Promise<readonly SynthResult[]> {
  const { request, targets, reporter } = context;
  const hosts = { ...before.hosts };
  const keys = new Map(targets.map((target) => [target.name, buildKey(request, target)]));
  const stale = targets.filter((target) => !isBuilt(context, target, hosts[target.name], keys.get(target.name)));
  const kept = targets.filter((target) => !stale.includes(target));
  const fresh = kept.map(({ name }) => name);
  // The limit is none of what decides what is built, so it may be another one by now.
  await refuseTooLarge(
    context,
    kept.map((target) => ({ target, size: hosts[target.name]?.size ?? 0 })),
  );
  if (fresh.length > 0) reporter.step(`nothing changed since ${fresh.join(", ")} ${was(fresh)} built`);
  for (const [name, built] of stale.length > 0 ? await buildStale(context, stale) : []) {
    hosts[name] = { key: keys.get(name) ?? "", ...built };
  }
  if (stale.length > 0) writeBuildRecordSync(request.output, { ...before, hosts });
  return targets.map(({ name }) => {
    const { drvPath = "", storePath = "", sha256 = "" } = hosts[name] ?? {};
    const { iso, size } = findIsoSync(name, storePath, request.nix.store);
    const checksum = publishImageSync(request.output, name, { iso, sha256 });
    return { host: name, iso, size, sha256, checksum, storePath, drvPath };
  });
}

function was(names: readonly string[]): string {
  return names.length === 1 ? "was" : "were";
}

type Built = BuildRecord["hosts"][string];

/** Whether what was built for a host last is what would be built now, and is still there and linked. */
function isBuilt(context: BuildContext, target: Target, built: Built | undefined, key: string | undefined): boolean {
  const { request, reporter } = context;
  if (request.force || built === undefined || built.key !== key) return false;
  const isThere = isIsoSync(target.name, built.storePath, request.nix.store, built.size);
  if (!isThere) reporter.step(`the ISO of ${target.name} that was built is gone`);
  return isThere && isResultLinkSync(linkOf(context, target), built.storePath, request.nix.store);
}

async function buildStale(
  context: BuildContext,
  targets: readonly Target[],
): Promise<ReadonlyMap<string, Omit<Built, "key">>> {
  const { request, reporter } = context;
  const tool = await context.tool();
  const drvPaths = await evaluateHosts(context, targets, request.output);
  const names = targets.map(({ name }) => name);
  reporter.step(`building ${names.join(", ")}`, "build");
  const building = buildDerivations(tool, drvPaths, names, listeningOf(reporter));
  const storePaths = await building.catch((error: unknown) => {
    const flakes = [...new Set(targets.map(({ flake }) => flake))];
    const trees = flakes.map((flake) => readOrigins(flake, request.output, request.nix.store));
    throw isFailure(error) ? attributeBuild(error, trees) : error;
  });
  const isos = targets.map((target, index) => {
    const drvPath = drvPaths[index] ?? "";
    const storePath = storePaths.get(drvPath) ?? "";
    return { target, drvPath, storePath, ...findIsoSync(target.name, storePath, request.nix.store) };
  });
  await refuseTooLarge(context, isos);
  const built = new Map<string, Omit<Built, "key">>();
  for (const { target, drvPath, storePath, iso, size } of isos) {
    await makeResultLink(tool, linkOf(context, target), storePath, request.nix.store);
    built.set(target.name, { drvPath, storePath, size, sha256: await sha256OfFile(iso) });
  }
  return built;
}

async function evaluateHosts(
  context: BuildContext,
  targets: readonly Target[],
  tree: string,
): Promise<readonly string[]> {
  const drvPaths: string[] = [];
  for (const { name, flake, host } of targets) {
    context.reporter.step(`evaluating ${name}`, "evaluate");
    const source = { directory: path.join(tree, flake.directory), attribute: host.installable };
    const evaluation = evaluateDerivation(await context.tool(), source, name, listeningOf(context.reporter));
    drvPaths.push(await attributed(evaluation, { flake, tree, attribute: host.installable }, context));
  }
  return drvPaths;
}

/** Everything that decides what is built. The lock file is in the tree, so that nixpkgs is too. */
function buildKey({ output, nix }: SynthRequest, { flake, host }: Target): string {
  const tree = digestTreeSync(path.join(output, flake.directory));
  return digestText(JSON.stringify([tree, host.installable, nix, nixIdentitySync()]));
}

/** `result` for one host, `result-<host>` where there are several. */
function linkOf({ request, targets }: BuildContext, { name }: Target): string {
  const link = targets.length === 1 ? "result" : `result-${name.replaceAll("/", "-")}`;
  return path.join(request.projectDirectory, link);
}
