import { isUtf8 } from "node:buffer";
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import * as TE from "fp-ts/TaskEither";
import { pipe } from "fp-ts/function";
import { constructTreeFile, manifestFile, type Manifest } from "../../model";
import { seedLocks } from "../../pipeline/lock/lock";
import { runUserProgram, withStaging } from "../../pipeline/program";
import type { Reporter } from "../../pipeline/reporter";
import type { SynthRequest } from "../../pipeline/request";
import { step, type Step } from "../../pipeline/step";
import { namesHosts, selectTargets } from "../../pipeline/targets";
import { readTreeEntriesSync } from "../../platform/files/tree-entries";
import { systemFailure } from "../../platform/system-error";
import { tryReadManifest } from "../../project/output/manifest";
import { diffFiles, type ComparedFile, type FileDifference } from "../../tree/diff-files";
import { diffBuilt, type BuiltDifference } from "./diff-built";

/** How a file differs, and the construct that writes it. */
export interface ConstructDifference extends FileDifference {
  /** Path of the construct that writes the file; null if no construct does. */
  readonly construct: string | null;
  /** Where the program creates the construct; null if unknown. */
  readonly source: string | null;
}

/** The result of `synth diff`. */
export interface TreeDifference {
  /** By construct, then path. */
  readonly files: readonly ConstructDifference[];
  /** How the build results differ, by host; null if not requested. */
  readonly built: readonly BuiltDifference[] | null;
}

/**
 * Finds what a program would change in the output, without changing it.
 * @param built also builds, and compares the results with the latest builds of the output.
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
        built || namesHosts(request)
          ? TE.fromEither(selectTargets(manifest, request.hosts, request.excluded))
          : TE.right([]),
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
  // A lock file that the project does not have yet is unknown until Nix runs.
  const unknown = lockFiles.filter((name) => request.nixpkgs !== undefined || !fresh.has(name));
  const ignored = new Set([manifestFile, constructTreeFile, ...unknown]);
  const compared = (files: ReadonlyMap<string, ComparedFile>): ReadonlyMap<string, ComparedFile> =>
    new Map([...files].filter(([name]) => !ignored.has(name)));
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

/**
 * Reads the files of a tree to compare, by relative path; none if the directory does not exist.
 * @throws a failure if a file cannot be read.
 */
function readComparedFilesSync(directory: string): ReadonlyMap<string, ComparedFile> {
  const files = new Map<string, ComparedFile>();
  if (!existsSync(directory)) return files;
  try {
    for (const [name, entry] of readTreeEntriesSync(directory)) {
      if (entry.kind === "link") files.set(name, { text: `-> ${entry.target}\n`, isBinary: false, executable: false });
      if (entry.kind !== "file") continue;
      const content = readFileSync(path.join(directory, name));
      const isBinary = !isUtf8(content) || content.includes(0);
      files.set(name, {
        text: content.toString(isBinary ? "base64" : "utf8"),
        isBinary,
        executable: entry.executable,
      });
    }
    return files;
  } catch (error) {
    throw systemFailure(error, `read ${directory}`) ?? error;
  }
}
