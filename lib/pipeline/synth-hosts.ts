import * as path from "node:path";
import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import { pipe } from "fp-ts/function";
import type { ManifestFlake } from "../model";
import { digestTreeSync } from "../platform/files/digest";
import { copyToStore } from "../platform/nix/build";
import { findNix, nixIdentitySync, type NixTool } from "../platform/nix/tool";
import { publishSync, type Published } from "../project/output/publish";
import { publishStacksSync } from "../project/output/publish-stacks";
import type { Staging } from "../project/output/staging";
import type { ProgramOutcome } from "../project/program/run-program";
import { readBuildRecordSync, withLocks, writeBuildRecordSync } from "../project/results/build-record";
import { buildHosts, planHosts } from "./build/build";
import { describeResults } from "./build/build-result";
import { treeDiffers } from "./errors";
import { lockFlakes, seedLocks } from "./lock/lock";
import { locksToRecord, restoreLocks } from "./lock/recorded-locks";
import { checkOfflineSystems } from "./offline-systems";
import { runUserProgram, whileLocked, withStaging } from "./program";
import { logListener, type Reporter } from "./reporter";
import { effectiveNixSettings, type SynthRequest, type SynthResult } from "./request";
import { step, type Step } from "./step";
import { imagesOnly, namesHosts, selectTargets, type Target } from "./targets";

/**
 * Runs the whole pipeline from the program to the ISOs and systems: the program writes a tree to staging, its inputs are locked there,
 * the tree replaces the previous output, and Nix builds from it. A failure before that leaves the previous output unchanged.
 * @returns the ISOs and systems in program order; none if only the tree was requested.
 */
export function synthHosts(request: SynthRequest, reporter: Reporter): Step<readonly SynthResult[]> {
  const build = request.until === "tree" ? synthTree(request, reporter) : synthIsos(request, reporter);
  return whileLocked(request, reporter, build);
}

/** Does not run Nix: the tree gets the lock files of the project or of earlier builds. */
function synthTree(request: SynthRequest, reporter: Reporter): Step<readonly SynthResult[]> {
  return withStaging(request, (staging) =>
    pipe(
      runUserProgram(request, staging, reporter),
      TE.chainFirst(({ manifest }) =>
        namesHosts(request) ? TE.fromEither(selectTargets(manifest, request.hosts, request.excluded)) : TE.right([]),
      ),
      TE.chain((program) =>
        step(() => {
          const flakes = Object.values(program.manifest.flakes);
          checkTrees(request, staging, flakes);
          seedLocks(request, staging.tree, program.manifest);
          restoreLocks(request, staging.tree, flakes, readBuildRecordSync(request.output).lockFiles);
          publish(request, staging, program, reporter);
          return [];
        }),
      ),
    ),
  );
}

function synthIsos(request: SynthRequest, reporter: Reporter): Step<readonly SynthResult[]> {
  return pipe(
    // Fail early: without Nix, nothing can be built.
    step(() => nixIdentitySync()),
    TE.chain(() =>
      withStaging(request, (staging) =>
        pipe(
          runUserProgram(request, staging, reporter),
          TE.bindTo("program"),
          TE.bind("targets", ({ program: { manifest } }) =>
            TE.fromEither(
              pipe(
                selectTargets(manifest, request.hosts, request.excluded),
                E.chain((targets) => (request.imagesOnly === true ? imagesOnly(manifest, targets) : E.right(targets))),
              ),
            ),
          ),
          TE.chain(({ program, targets }) =>
            step(async () => buildOrPlan(request, reporter, staging, program, targets)),
          ),
        ),
      ),
    ),
  );
}

async function buildOrPlan(
  request: SynthRequest,
  reporter: Reporter,
  staging: Staging,
  program: ProgramOutcome,
  targets: readonly Target[],
): Promise<readonly SynthResult[]> {
  checkOfflineSystems(request, targets);
  const tool = once(() => findNix(effectiveNixSettings(request)));
  const record = readBuildRecordSync(request.output);
  const flakes = [...new Set(targets.map(({ flake }) => flake))];
  checkTrees(request, staging, flakes);
  seedLocks(request, staging.tree, program.manifest);
  const others = Object.values(program.manifest.flakes).filter((flake) => !flakes.includes(flake));
  restoreLocks(request, staging.tree, others, record.lockFiles);
  const fresh = await lockFlakes({ tool, request, reporter, known: record.locks }, staging.tree, flakes);
  const context = { tool, request, targets, reporter };
  if (request.until === "plan") return planHosts(context, staging.tree);
  // Before publishing, which consumes the staging directory.
  const locked = withLocks(record, fresh, locksToRecord(request, staging.tree, flakes));
  publish(request, staging, program, reporter);
  // Before the build, which may fail: the locks stay valid.
  if (JSON.stringify(locked) !== JSON.stringify(record)) writeBuildRecordSync(request.output, locked);
  const results = await buildHosts(context, locked);
  if (request.copyTo !== undefined) await copyResults(await tool(), request.copyTo, results, reporter);
  return results;
}

async function copyResults(
  tool: NixTool,
  address: string,
  results: readonly SynthResult[],
  reporter: Reporter,
): Promise<void> {
  const hosts = results.map(({ host: name, kind }) => ({ name, host: { kind } }));
  const storePaths = results.flatMap(({ storePath }) => storePath ?? []);
  reporter.step(`copying ${hosts.map(({ name }) => name).join(", ")} to ${address}`);
  await copyToStore(tool, storePaths, address, describeResults(hosts), logListener(reporter));
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/** Terraform planned with this tree, so refuse any other. Checked before locking: lock files are not part of the hash. */
function checkTrees({ treeHash }: SynthRequest, staging: Staging, flakes: readonly ManifestFlake[]): void {
  if (treeHash === undefined) return;
  for (const { directory } of flakes) {
    const found = digestTreeSync(path.join(staging.tree, directory));
    if (found !== treeHash) throw treeDiffers(directory, treeHash, found);
  }
}

function publish(request: SynthRequest, staging: Staging, { stacks }: ProgramOutcome, reporter: Reporter): void {
  // First: the tree does not need the stacks, and a build with new stacks and an old tree fails because of the hash.
  if (stacks !== undefined) {
    const { length } = publishStacksSync(staging.stacks, stacks);
    reporter.step(`${shownIn(request, stacks)}: ${length === 0 ? "unchanged" : `${String(length)} written`}`);
  }
  reporter.step(describePublished(publishSync(staging.tree, request.output), request));
}

function shownIn({ projectDirectory }: SynthRequest, directory: string): string {
  const relative = path.relative(projectDirectory, directory);
  return relative.startsWith("..") ? directory : relative;
}

function describePublished(published: Published, request: SynthRequest): string {
  const output = shownIn(request, request.output);
  const changes = Object.entries(published).flatMap(([what, names]: [string, readonly string[]]) =>
    names.length === 0 ? [] : [`${String(names.length)} ${what}`],
  );
  return changes.length === 0 ? `${output}: unchanged` : `${output}: ${changes.join(", ")}`;
}
