import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { readComparedFilesSync, tryReadManifest } from "../effects";
import { constructTreeFile, manifestFile, type Manifest } from "../model";
import { diffFiles, type ComparedFile, type FileDifference } from "../tree/diff-files";
import { diffBuilt, type BuiltDifference } from "./diff-built";
import { seedLocks } from "./lock";
import { runUserProgram, withStaging } from "./program";
import type { Reporter, SynthRequest } from "./request";
import { selectTargets } from "./targets";
import { step, type Step } from "./task";

/** How a file differs, and what is behind it. */
export interface ConstructDifference extends FileDifference {
  /** Path of the construct that the file is of; null when it is of none. */
  readonly construct: string | null;
  /** Where the construct is in the program; null when that is not known. */
  readonly source: string | null;
}

/** What `synth diff` finds. */
export interface TreeDifference {
  /** By construct, then path. */
  readonly files: readonly ConstructDifference[];
  /** What differs in what is built, by host; null when it was not asked for. */
  readonly built: readonly BuiltDifference[] | null;
}

/**
 * What a program would change in the output, which is left as it is.
 * @param built also builds, and compares what is built with what the output was built into last.
 */
export function diffOutput(
  request: SynthRequest,
  reporter: Reporter,
  { built }: { readonly built: boolean },
): Step<TreeDifference> {
  return withStaging(request, (staging) =>
    pipe(
      runUserProgram(request, staging, reporter),
      TE.bindTo("program"),
      TE.bind("targets", ({ program: { manifest } }) =>
        built || request.hosts.length > 0 ? TE.fromEither(selectTargets(manifest, request.hosts)) : TE.right([]),
      ),
      TE.chain(({ program: { manifest }, targets }) =>
        step(async () => {
          seedLocks(request, staging.tree, manifest);
          const files = diffTrees(request, staging.tree, manifest);
          return { files, built: built ? await diffBuilt(request, reporter, staging.tree, targets) : null };
        }),
      ),
    ),
  );
}

function diffTrees(request: SynthRequest, tree: string, manifest: Manifest): readonly ConstructDifference[] {
  const before = tryReadManifest(request.output);
  const lockFiles = Object.values(manifest.flakes).map(({ directory }) => `${directory}/flake.lock`);
  const fresh = readComparedFilesSync(tree);
  // What is locked is not known before Nix is asked; what the project has locked is.
  const unknown = lockFiles.filter((name) => request.nixpkgs !== undefined || !fresh.has(name));
  const aside = new Set([manifestFile, constructTreeFile, ...unknown]);
  const compared = (files: ReadonlyMap<string, ComparedFile>): ReadonlyMap<string, ComparedFile> =>
    new Map([...files].filter(([name]) => !aside.has(name)));
  const differences = diffFiles(compared(readComparedFilesSync(request.output)), compared(fresh)).map((difference) => ({
    ...difference,
    ...sourceOf(difference.path, difference.status === "removed" ? before : manifest),
  }));
  const order = ({ construct, path: name }: ConstructDifference): string => `${construct ?? "\uffff"}\0${name}`;
  return differences.sort((left, right) => (order(left) < order(right) ? -1 : 1));
}

function sourceOf(name: string, manifest: Manifest | undefined): Pick<ConstructDifference, "construct" | "source"> {
  for (const { directory, files } of Object.values(manifest?.flakes ?? {})) {
    const found = name.startsWith(`${directory}/`) ? files[name.slice(directory.length + 1)] : undefined;
    if (found !== undefined) return { construct: found.construct, source: found.source ?? null };
  }
  return { construct: null, source: null };
}
