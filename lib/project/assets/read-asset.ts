import { realpathSync } from "node:fs";
import { homedir } from "node:os";
import * as path from "node:path";
import type { AssetProblem, AssetRequest, ReadAsset } from "../../model";
import { isFailure } from "../../platform/failure";
import { listDirectorySync, listWithoutGitSync, type Listing } from "../../platform/files/list-directory";
import { isIgnoredByGitSync } from "../../platform/git/git";
import { systemErrorCode, whyUnreadable } from "../../platform/system-error";
import { explainEmpty } from "./explain-empty";
import { followModule, unfollowedPaths } from "./follow-module";
import { isBelow } from "./is-below";
import { limitsOf } from "./limits";
import { describeSpecial, isProblem, Locator, type Located } from "./locate";
import { readEntries } from "./read-entries";
import { readScript } from "./read-script";

/** Nix refuses longer names of store paths, to which it copies a file or directory that a string contains. */
const longestName = 211;

/** Most entries of a directory that are listed beyond its limit, so that the error can name where they are. */
const listedBeyond = 10;

/** Most entries that are listed for a module, which uses few of them. */
const listedForModule = 250_000;

/** Reads the user's files that a program copies into its flakes. */
export class AssetReader {
  private readonly locator: Locator;
  private readonly outputs: readonly string[];
  private readonly known = new Map<string, ReadAsset>();

  /**
   * @param projectDirectory absolute
   * @param outputs output directories, absolute, which are never copied
   * @param home home directory of the user
   */
  constructor(
    private readonly projectDirectory: string,
    outputs: readonly string[],
    home: string = homedir(),
  ) {
    this.locator = new Locator(projectDirectory, home);
    const real = realpathSync(projectDirectory);
    this.outputs = outputs.map((output) =>
      isBelow(output, projectDirectory) ? path.join(real, path.relative(projectDirectory, output)) : output,
    );
  }

  /** Reads what a program asks for, once. */
  read(request: AssetRequest): ReadAsset {
    const key = JSON.stringify(request);
    const result = this.known.get(key) ?? this.readOrExplain(request);
    this.known.set(key, result);
    return result;
  }

  /** Reads a request. A file that cannot be read is a problem of the place that names it. */
  private readOrExplain(request: AssetRequest): ReadAsset {
    try {
      return this.readNow(request);
    } catch (error) {
      if (isFailure(error)) {
        const { code, message, reason, fix = "run git there to see more" } = error;
        return { problems: [{ subject: request.path, reason: reason ?? message, fix, code, message }] };
      }
      if (systemErrorCode(error) === undefined) throw error;
      return refused(request.path, whyUnreadable(error), "make everything in it readable for this user");
    }
  }

  private readNow(request: AssetRequest): ReadAsset {
    const located = this.locator.locate(request.path, request);
    if (isProblem(located)) return { problems: [located] };
    const { name, stats } = located;
    if (!stats.isFile() && !stats.isDirectory()) {
      return refused(request.path, `it is ${describeSpecial(stats)}`, "copy a file or directory instead");
    }
    if (Buffer.byteLength(path.posix.basename(name)) > longestName) {
      const reason = `its name is longer than ${String(longestName)} bytes, which Nix does not accept`;
      return refused(`${request.path.slice(0, 40)}…`, reason, "rename it");
    }
    if (request.copies === "module") return this.readModule(request, located);
    if (request.copies === "file") return this.readFile(request, located);
    return this.readDirectory(request, located);
  }

  private readFile(request: AssetRequest, { name, absolute, real, stats }: Located): ReadAsset {
    if (stats.isDirectory()) return refused(request.path, "it is a directory", "use nix.directory");
    const [base, entry] = split(name);
    const unresolved = unfollowedPaths(real, entry);
    const directory = path.dirname(absolute);
    const read = this.assetOf(request, { base, entry, directory, ...complete([entry]), unresolved });
    return request.isScript === true ? readScript(request.path, read) : read;
  }

  private readDirectory(request: AssetRequest, { name, absolute, real, stats }: Located): ReadAsset {
    if (stats.isFile())
      return refused(request.path, "it is a file", "use nix.file, or name the directory that it is in");
    const refusal = this.locator.refusalOfWhole(real, request, undefined);
    if (refusal !== undefined) return refused(request.path, refusal.reason, refusal.fix);
    const listing = this.list(real, limitsOf(request).files * listedBeyond);
    if (listing.names.length === 0) {
      return { problems: [{ subject: request.path, ...explainEmpty(real, this.isOutput(real)) }] };
    }
    return this.assetOf(request, { base: name, entry: "", directory: absolute, ...listing, unresolved: [] });
  }

  private readModule(request: AssetRequest, { name, absolute, stats }: Located): ReadAsset {
    const root = request.root === undefined ? undefined : this.locator.locate(request.root, request);
    if (root !== undefined && isProblem(root)) return { problems: [root] };
    if (root !== undefined && (!root.stats.isDirectory() || !isBelow(absolute, root.absolute))) {
      const fix = 'pass a directory that contains it, such as { root: "." }';
      return refused(request.path, `the root ${String(request.root)} is not a directory that contains it`, fix);
    }
    if (root !== undefined && !this.locator.isOwn(root.real, request)) {
      const refusal = this.locator.refusalOfWhole(root.real, request, undefined);
      if (refusal !== undefined) return refused(String(request.root), refusal.reason, refusal.fix);
    }
    const [parent, file] = split(name);
    const directory = root?.absolute ?? (stats.isDirectory() ? absolute : path.dirname(absolute));
    const base = root?.name ?? (stats.isDirectory() ? name : parent);
    const entry = root === undefined ? (stats.isDirectory() ? "" : file) : slashed(path.relative(directory, absolute));
    const { names: known, isPartial } = this.list(realpathSync(directory), listedForModule);
    if (isPartial) {
      const reason = `it may refer to files in ${base === "" ? "." : base}, which has more than ${String(listedForModule)}`;
      return refused(request.path, reason, "move the module to a directory of its own, or pass a smaller root");
    }
    if (stats.isFile()) {
      const { names, unresolved } = followModule(directory, [entry], known);
      return this.assetOf(request, { base, entry, directory, ...complete([...names]), unresolved });
    }
    const prefix = entry === "" ? "" : `${entry}/`;
    if (!known.includes(`${prefix}default.nix`)) {
      return refused(request.path, "it has no default.nix", "add one, or pass the file itself");
    }
    const first = known.filter((each) => each.startsWith(prefix));
    const { names, unresolved } = followModule(directory, first, known);
    return this.assetOf(request, { base, entry, directory, ...complete([...names]), unresolved });
  }

  private assetOf(
    request: AssetRequest,
    found: Omit<Extract<ReadAsset, { asset: unknown }>["asset"], "entries"> & Listing & { readonly directory: string },
  ): ReadAsset {
    const { base, entry, directory, names, isPartial, unresolved } = found;
    const limits = limitsOf(request);
    const { entries, problems } = readEntries(
      {
        directory,
        base,
        subject: request.path,
        names: new Set(names),
        permission: request,
        limits,
        list: (linked) => this.list(linked, limits.files * listedBeyond),
        isWhole: request.copies === "directory",
        isPartial,
      },
      this.locator,
    );
    return problems.length > 0 ? { problems } : { asset: { base, entry, entries, unresolved } };
  }

  /**
   * The files of a directory to copy: without those that git ignores, unless git ignores the directory itself.
   * @param directory absolute, without symbolic links
   */
  private list(directory: string, most: number): Listing {
    const skip = (source: string): boolean => this.isOutput(source);
    const listing = listDirectorySync(directory, { skip, most });
    const isOfUse =
      listing.names.length > 0 || !isIgnoredByGitSync(directory) || isBelow(this.projectDirectory, directory);
    const { names, isPartial } = isOfUse ? listing : listWithoutGitSync(directory, { skip, most });
    return { names: names.map(slashed), isPartial };
  }

  private isOutput(real: string): boolean {
    return this.outputs.some((output) => isBelow(real, output) || real.startsWith(`${output}.`));
  }
}

const complete = (names: readonly string[]): Listing => ({ names, isPartial: false });

const slashed = (name: string): string => name.split(path.sep).join("/");

function split(name: string): readonly [directory: string, file: string] {
  const at = name.lastIndexOf("/");
  return at < 0 ? ["", name] : [name.slice(0, at), name.slice(at + 1)];
}

function refused(subject: string, reason: string, fix: string): { readonly problems: readonly AssetProblem[] } {
  return { problems: [{ subject, reason, fix }] };
}
