import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { nixpkgsOverrideIdentity } from "../../pipeline/lock/nixpkgs-override";
import type { SynthRequest } from "../../pipeline/request";
import { digestText, digestTreeSync } from "../../platform/files/digest";
import { knownSchema, type Known } from "../../platform/nix/explain/known";
import { nixIdentitySync } from "../../platform/nix/tool";
import { packageVersion } from "../../platform/package-root";
import { reuseLockSync } from "../../project/lock-file/flake-lock";
import { outputPaths } from "../../project/output/output-paths";

/** How many trees answers are kept of. */
const keptTrees = 50;

/**
 * What Nix answered about a tree, in a directory beside the output. Whoever uses it holds the lock on the output. Nothing
 * is kept of a tree of which only Nix could tell whether it is the same: one whose nixpkgs is a branch, or is not locked.
 */
export class AnswerCache {
  private readonly root: string;
  private readonly seeded: string;
  private readonly isLocked: boolean;

  /** @param directory of the flake, with the lock file that its project has */
  constructor(
    private readonly request: SynthRequest,
    private readonly directory: string,
    private readonly release: string,
  ) {
    this.root = outputPaths(request.output).evaluated;
    this.seeded = digestTreeSync(directory);
    this.isLocked = existsSync(path.join(directory, "flake.lock"));
  }

  /** What was answered about an option; undefined when it was not asked about. */
  answer(host: string, names: readonly string[]): Known | undefined {
    const file = this.answerFile(host, names);
    if (file === undefined || !existsSync(file)) return undefined;
    const kept = knownSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
    return kept.success ? kept.data : undefined;
  }

  keepAnswer(host: string, names: readonly string[], known: Known): void {
    const file = this.answerFile(host, names);
    if (file === undefined) return;
    mkdirSync(path.dirname(file), { recursive: true });
    const draft = `${file}.draft`;
    writeFileSync(draft, JSON.stringify(known));
    renameSync(draft, file);
    this.prune();
  }

  /** Gives the flake the lock file that it got when it was asked about last. */
  reuseLock(): boolean {
    const kept = this.treeDirectory();
    if (kept === undefined || !existsSync(path.join(kept, "flake.lock"))) return false;
    const projectLock = path.join(this.directory, "flake.lock");
    return reuseLockSync({ directory: this.directory, projectLock }, kept, this.request.nix.store);
  }

  keepLock(): void {
    const kept = this.treeDirectory();
    const lock = path.join(this.directory, "flake.lock");
    if (kept === undefined || !existsSync(lock)) return;
    mkdirSync(kept, { recursive: true });
    copyFileSync(lock, path.join(kept, "flake.lock"));
  }

  private answerFile(host: string, names: readonly string[]): string | undefined {
    const directory = this.treeDirectory();
    return directory === undefined
      ? undefined
      : path.join(directory, `${digestText(JSON.stringify([host, names]))}.json`);
  }

  /** Named by all that an answer depends on; undefined when that is not known. */
  private treeDirectory(): string | undefined {
    const base = nixpkgsOverrideIdentity(this.request, this.release);
    if (base === undefined || (base === "none" && !this.isLocked)) return undefined;
    const key = [this.seeded, base, nixIdentitySync(), packageVersion()];
    return path.join(this.root, digestText(JSON.stringify(key)));
  }

  private prune(): void {
    const trees = readdirSync(this.root).map((name) => path.join(this.root, name));
    const byAge = trees.sort((left, right) => statSync(right).mtimeMs - statSync(left).mtimeMs);
    for (const old of byAge.slice(keptTrees)) rmSync(old, { recursive: true, force: true });
  }
}
