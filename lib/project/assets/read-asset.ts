import { realpathSync } from "node:fs";
import * as path from "node:path";
import type { AssetProblem, AssetRequest, ReadAsset } from "../../model";
import { listDirectorySync, listWithoutGitSync } from "../../platform/files/copy-directory";
import { isIgnoredByGitSync } from "../../platform/git/git";
import { followModule, unfollowedPaths } from "./follow-module";
import { describeSpecial, isBelow, isProblem, Locator, type Located } from "./locate";
import { readEntries } from "./read-entries";

/** Reads the user's files that a program copies into its flakes. */
export class AssetReader {
  private readonly locator: Locator;
  private readonly known = new Map<string, ReadAsset>();

  /**
   * @param projectDirectory absolute
   * @param outputs output directories, absolute, which are never copied
   */
  constructor(
    private readonly projectDirectory: string,
    private readonly outputs: readonly string[],
  ) {
    this.locator = new Locator(projectDirectory);
  }

  /** Reads what a program asks for, once. */
  read(request: AssetRequest): ReadAsset {
    const key = JSON.stringify(request);
    const result = this.known.get(key) ?? this.readNow(request);
    this.known.set(key, result);
    return result;
  }

  private readNow(request: AssetRequest): ReadAsset {
    const located = this.locator.locate(request.path, request.allowOutside);
    if (isProblem(located)) return { problems: [located] };
    const { stats } = located;
    if (!stats.isFile() && !stats.isDirectory()) {
      return refused(request.path, `it is ${describeSpecial(stats)}`, "copy a file or directory instead");
    }
    if (request.copies === "module") return this.readModule(request, located);
    if (request.copies === "file") return this.readFile(request, located);
    return this.readDirectory(request, located);
  }

  private readFile(request: AssetRequest, { name, absolute, stats }: Located): ReadAsset {
    if (stats.isDirectory()) return refused(request.path, "it is a directory", "use nix.directory");
    const [base, entry] = split(name);
    const real = realpathSync(absolute);
    const unresolved = unfollowedPaths(real, entry);
    return this.assetOf(request, { base, entry, directory: path.dirname(absolute), names: [entry], unresolved });
  }

  private readDirectory(request: AssetRequest, { name, absolute, stats }: Located): ReadAsset {
    if (stats.isFile()) return refused(request.path, "it is a file", "use nix.file");
    const names = this.list(absolute);
    if (names.length === 0) {
      return refused(request.path, "it has no files, or git ignores all of them", "add a file to it, or remove it");
    }
    return this.assetOf(request, { base: name, entry: "", directory: absolute, names, unresolved: [] });
  }

  private readModule(request: AssetRequest, { name, absolute, stats }: Located): ReadAsset {
    const root = request.root === undefined ? undefined : this.locator.locate(request.root, request.allowOutside);
    if (root !== undefined && isProblem(root)) return { problems: [root] };
    if (root !== undefined && (!root.stats.isDirectory() || !isBelow(absolute, root.absolute))) {
      const fix = 'pass a directory that contains it, such as { root: "." }';
      return refused(request.path, `the root ${String(request.root)} is not a directory that contains it`, fix);
    }
    const [parent, file] = split(name);
    const directory = root?.absolute ?? (stats.isDirectory() ? absolute : path.dirname(absolute));
    const base = root?.name ?? (stats.isDirectory() ? name : parent);
    const entry = root === undefined ? (stats.isDirectory() ? "" : file) : slashed(path.relative(directory, absolute));
    const known = this.list(directory);
    if (stats.isFile()) {
      const { names, unresolved } = followModule(directory, [entry], known);
      return this.assetOf(request, { base, entry, directory, names: [...names], unresolved });
    }
    const prefix = entry === "" ? "" : `${entry}/`;
    if (!known.includes(`${prefix}default.nix`)) {
      return refused(request.path, "it has no default.nix", "add one, or pass the file itself");
    }
    const first = known.filter((each) => each.startsWith(prefix));
    const { names, unresolved } = followModule(directory, first, known);
    return this.assetOf(request, { base, entry, directory, names: [...names], unresolved });
  }

  private assetOf(
    request: AssetRequest,
    found: Omit<Extract<ReadAsset, { asset: unknown }>["asset"], "entries"> & {
      readonly directory: string;
      readonly names: readonly string[];
    },
  ): ReadAsset {
    const { base, entry, directory, names, unresolved } = found;
    const { entries, problems } = readEntries(
      {
        directory,
        base,
        names: new Set(names),
        allowOutside: request.allowOutside,
        list: (linked) => this.list(linked),
        isWhole: request.copies === "directory",
      },
      this.locator,
    );
    return problems.length > 0 ? { problems } : { asset: { base, entry, entries, unresolved } };
  }

  /** The files of a directory to copy: without those that git ignores, unless git ignores the directory itself. */
  private list(directory: string): readonly string[] {
    const skip = (source: string): boolean =>
      this.outputs.some((output) => isBelow(source, output) || source.startsWith(`${output}.`));
    const names = listDirectorySync(directory, skip);
    const isOfUse = names.length > 0 || !isIgnoredByGitSync(directory) || isBelow(this.projectDirectory, directory);
    return (isOfUse ? names : listWithoutGitSync(directory)).map(slashed);
  }
}

const slashed = (name: string): string => name.split(path.sep).join("/");

function split(name: string): readonly [directory: string, file: string] {
  const at = name.lastIndexOf("/");
  return at < 0 ? ["", name] : [name.slice(0, at), name.slice(at + 1)];
}

function refused(subject: string, reason: string, fix: string): { readonly problems: readonly AssetProblem[] } {
  return { problems: [{ subject, reason, fix }] };
}
