import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import * as path from "node:path";
import { livenessOf, ownIdentity } from "../../platform/process/process-identity";
import { systemFailure } from "../../platform/system-error";
import { outputPaths } from "./output-paths";
import { recoverSync } from "./publish";

/** The working directory of one run, beside the output so that it can be renamed to it. */
export interface Staging {
  /** Empty at first; becomes the output. */
  readonly tree: string;
  /** Where stacks of Terraform wait until the tree becomes the output; does not exist where there are none. */
  readonly stacks: string;
  /** Where the program reports to. */
  readonly report: string;
  /** Removes everything that is left of it. */
  remove(): void;
}

/**
 * Makes the working directory of a run.
 * @throws a failure when the disk is full or read-only, or the directory's parent may not be written.
 */
export function makeStagingSync(output: string): Staging {
  const paths = outputPaths(output);
  const { pid, started } = ownIdentity();
  const name = [String(pid), started, randomBytes(4).toString("hex")].join("-");
  const directory = `${paths.stagingPrefix}${name}`;
  const tree = path.join(directory, "tree");
  try {
    mkdirSync(tree, { recursive: true });
  } catch (error) {
    throw systemFailure(error, `write beside ${paths.output}`) ?? error;
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

/** Clears up after runs that were killed: their working directories, and a tree that was on its way to the output. */
export function removeLeftoversSync(output: string): void {
  const paths = outputPaths(output);
  try {
    recoverSync(output);
    const parent = path.dirname(paths.output);
    const prefix = path.basename(paths.stagingPrefix);
    const names = readdirSync(parent).filter((name) => name.startsWith(prefix));
    for (const name of names.filter((leftover) => isOfDeadProcess(leftover.slice(prefix.length)))) {
      // The program of a killed run may still be writing there.
      rmSync(path.join(parent, name), { recursive: true, force: true, maxRetries: 5 });
    }
  } catch (error) {
    throw systemFailure(error, `clear up beside ${paths.output}`) ?? error;
  }
}

function isOfDeadProcess(suffix: string): boolean {
  const [pid, started] = suffix.split("-");
  const { boot, namespace } = ownIdentity();
  return livenessOf({ pid: Number(pid), started: started ?? "", boot, namespace }) !== "alive";
}
