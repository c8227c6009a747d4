import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import * as path from "node:path";
import type { z } from "zod";
import { nixpkgsOverrideIdentity } from "../../pipeline/lock/nixpkgs-override";
import type { SynthRequest } from "../../pipeline/request";
import { digestText, digestTreeSync } from "../../platform/files/digest";
import { nixIdentitySync } from "../../platform/nix/tool";
import { packageVersion } from "../../platform/package-root";
import { reuseLockSync } from "../../project/lock-file/flake-lock";
import { outputPaths } from "../../project/output/output-paths";

/** Number of trees to keep answers for. */
const keptTrees = 50;

/**
 * A cache of Nix's answers about a tree, in a directory next to the output. Users of the cache must hold the lock on the
 * output. A tree is not cached if only Nix can detect changes: if its nixpkgs is a branch or not locked.
 */
export class AnswerCache {
  private readonly root: string;
  private readonly seeded: string;
  private readonly isLocked: boolean;

  /** @param directory directory of the flake, with the project's lock file */
  constructor(
    private readonly request: SynthRequest,
    private readonly directory: string,
    private readonly release: string,
  ) {
    this.root = outputPaths(request.output).evaluated;
    this.seeded = digestTreeSync(directory);
    this.isLocked = existsSync(path.join(directory, "flake.lock"));
  }

  /** The cached answer to a question about a host; undefined if there is none. */
  answer<Answer>(host: string, question: readonly string[], schema: z.ZodType<Answer>): Answer | undefined {
    const file = this.answerFile(host, question);
    if (file === undefined || !existsSync(file)) return undefined;
    const kept = schema.safeParse(JSON.parse(readFileSync(file, "utf8")));
    return kept.success ? kept.data : undefined;
  }

  keepAnswer(host: string, question: readonly string[], answer: unknown): void {
    const file = this.answerFile(host, question);
    if (file === undefined) return;
    mkdirSync(path.dirname(file), { recursive: true });
    const draft = `${file}.draft`;
    writeFileSync(draft, JSON.stringify(answer));
    renameSync(draft, file);
    this.prune();
  }

  /** Copies the cached lock file to the flake. */
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

  private answerFile(host: string, question: readonly string[]): string | undefined {
    const directory = this.treeDirectory();
    return directory === undefined
      ? undefined
      : path.join(directory, `${digestText(JSON.stringify([host, question]))}.json`);
  }

  /** Directory for all answers with the same inputs; undefined if the inputs are not known. */
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
