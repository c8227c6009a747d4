import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import * as path from "node:path";
import { identityFromName, identityInName, livenessOf, ownIdentity } from "../../platform/process/process-identity";
import { systemFailure } from "../../platform/system-error";
import { outputPaths } from "./output-paths";
import { recoverSync } from "./publish";

/** The working directory of one run, next to the output so that it can be renamed. */
export interface Staging {
  /** Empty at first; becomes the output. */
  readonly tree: string;
  /** Terraform stacks until they are published; does not exist if there are none. */
  readonly stacks: string;
  /** File for the program's report. */
  readonly report: string;
  /** Removes the directory. */
  remove(): void;
}

/**
 * Creates the working directory of a run.
 * @throws a failure if the disk is full or read-only, or the parent directory is not writable.
 */
export function makeStagingSync(output: string): Staging {
  const paths = outputPaths(output);
  const directory = `${paths.stagingPrefix}${identityInName(ownIdentity())}-${randomBytes(4).toString("hex")}`;
  const tree = path.join(directory, "tree");
  try {
    mkdirSync(tree, { recursive: true });
  } catch (error) {
    throw systemFailure(error, `write next to ${paths.output}`) ?? error;
  }
  return {
    tree,
    stacks: path.join(directory, "stacks"),
    report: path.join(directory, "report.json"),
    remove: () => {
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Cleans up after killed runs: removes their working directories, and completes an interrupted replacement of the output. */
export function removeLeftoversSync(output: string): void {
  const paths = outputPaths(output);
  try {
    recoverSync(output);
    const parent = path.dirname(paths.output);
    const prefix = path.basename(paths.stagingPrefix);
    const names = readdirSync(parent).filter((name) => name.startsWith(prefix));
    for (const name of names) {
      const directory = path.join(parent, name);
      if (!isLeftover(directory, name.slice(prefix.length))) continue;
      // The program of a killed run may still be writing there.
      rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
    }
  } catch (error) {
    throw systemFailure(error, `clean up next to ${paths.output}`) ?? error;
  }
}

/** Longer than any run takes. */
const longestRunMilliseconds = 24 * 60 * 60 * 1000;

/** Whether the run of a working directory has ended. That of a run in another container is not visible here. */
function isLeftover(directory: string, name: string): boolean {
  const liveness = livenessOf(identityFromName(name));
  if (liveness !== "unknown") return liveness === "dead";
  const created = statSync(directory, { throwIfNoEntry: false })?.mtimeMs;
  return created !== undefined && Date.now() - created > longestRunMilliseconds;
}
