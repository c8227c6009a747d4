import { lstatSync, readlinkSync, realpathSync, statSync, type Stats } from "node:fs";
import * as path from "node:path";
import type { AssetEntry, AssetProblem } from "../../model";
import { sha256OfFileSync } from "../../platform/files/digest";
import type { Listing } from "../../platform/files/list-directory";
import { whyUnreadable } from "../../platform/system-error";
import { isBelow } from "./is-below";
import { limitProblem, type Limits, type Sizes } from "./limits";
import { describeSpecial, type Locator, type Permission } from "./locate";

/** A directory, and the entries of it to copy. */
export interface EntryRequest {
  /** The directory that names are relative to, absolute. */
  readonly directory: string;
  /** Its name in messages: relative to the project directory. */
  readonly base: string;
  /** The path that the program names. */
  readonly subject: string;
  /** The names to read, which other links may lead to. */
  readonly names: ReadonlySet<string>;
  readonly permission: Permission;
  readonly limits: Limits;
  /** Whether the names are everything in the directory that git does not ignore. */
  readonly isWhole: boolean;
  /** Whether there are more names than these. */
  readonly isPartial: boolean;
  /** Lists a directory that a symbolic link leads to. */
  readonly list: (directory: string) => Listing;
}

/** The entries of a directory, and why some cannot be copied. */
export interface ReadEntries {
  readonly entries: ReadonlyMap<string, AssetEntry>;
  readonly problems: readonly AssetProblem[];
}

/** Most problems that are reported for one directory. */
const mostProblems = 10;

/**
 * Reads the entries of a directory to copy. Links that stay in it are kept; what others lead to is copied instead. Contents
 * are read only if the limits allow to copy them.
 */
export function readEntries(request: EntryRequest, locator: Locator): ReadEntries {
  const tooMany = limitProblem(request.subject, withoutSize(request.names), request.limits, request.isPartial);
  if (tooMany !== undefined) return { entries: new Map(), problems: [tooMany] };
  const reader = new EntryReader(request, locator);
  for (const name of request.names) reader.add(name, path.join(request.directory, name), []);
  const sizes = new Map([...reader.found].map(([name, entry]) => [name, entry.kind === "link" ? 0 : entry.stats.size]));
  const tooLarge = limitProblem(request.subject, sizes, request.limits, request.isPartial || reader.isPartial);
  if (tooLarge !== undefined) return { entries: new Map(), problems: [tooLarge] };
  if (reader.problems.length > 0) return { entries: new Map(), problems: shortened(request, reader.problems) };
  return readContents(request, reader.found);
}

const withoutSize = (names: ReadonlySet<string>): Sizes => new Map([...names].map((name) => [name, 0]));

/** An entry whose content is not read yet. */
type FoundEntry =
  | { readonly kind: "file"; readonly from: string; readonly stats: Stats }
  | Extract<AssetEntry, { readonly kind: "link" }>;

function readContents(request: EntryRequest, found: ReadonlyMap<string, FoundEntry>): ReadEntries {
  const entries = new Map<string, AssetEntry>();
  const problems: AssetProblem[] = [];
  for (const [name, entry] of [...found].sort(([left], [right]) => (left < right ? -1 : 1))) {
    if (entry.kind === "link") {
      entries.set(name, entry);
      continue;
    }
    const { from, stats } = entry;
    try {
      entries.set(name, { kind: "file", from, executable: (stats.mode & 0o100) !== 0, digest: sha256OfFileSync(from) });
    } catch (error) {
      problems.push({ subject: subjectOf(request, name), ...unreadable(error) });
    }
  }
  return { entries, problems: shortened(request, problems) };
}

class EntryReader {
  readonly found = new Map<string, FoundEntry>();
  readonly problems: AssetProblem[] = [];
  /** Whether links lead to more files than may be copied. */
  isPartial = false;
  private readonly most: number;
  private readonly realDirectory: string;
  private knownDirectories: ReadonlySet<string> | undefined;

  constructor(
    private readonly request: EntryRequest,
    private readonly locator: Locator,
  ) {
    this.realDirectory = realOf(request.directory);
    this.most = Math.max(request.names.size, request.limits.files + 1);
  }

  /** @param through real paths of the linked directories that contain the entry */
  add(name: string, file: string, through: readonly string[]): void {
    try {
      const stats = lstatSync(file);
      if (stats.isSymbolicLink()) this.addLink(name, file, through);
      else if (stats.isFile()) this.addOwn(name, file, stats, through);
      else this.refuse(name, `it is ${describeSpecial(stats)}`, "remove it, or let git ignore it");
    } catch (error) {
      const { reason, fix } = unreadable(error);
      const isMisnamed = name.includes("\uFFFD");
      this.refuse(name, isMisnamed ? "its name is not valid UTF-8" : reason, isMisnamed ? "rename it" : fix);
    }
  }

  /** Adds a file that no link leads to. A home directory in the project, or in the root of a module, has protected ones. */
  private addOwn(name: string, file: string, stats: Stats, through: readonly string[]): void {
    const real = through.length > 0 ? file : path.join(this.realDirectory, name);
    const refusal = this.locator.refusalOf(real, this.request.permission, undefined);
    if (refusal === undefined) this.addFile(name, file, stats);
    else this.refuse(name, refusal.reason, refusal.fix);
  }

  private addFile(name: string, from: string, stats: Stats): void {
    if (this.found.size >= this.most) this.isPartial = true;
    else this.found.set(name, { kind: "file", from, stats });
  }

  private addLink(name: string, file: string, through: readonly string[]): void {
    const { directory, permission, list } = this.request;
    const target = readlinkSync(file);
    const real = tryRealpath(file);
    if (typeof real !== "string") {
      const reason = real.code === "ELOOP" ? "which leads to itself" : "which does not exist";
      this.refuse(name, `it is a symbolic link to ${target}, ${reason}`, "correct the link, or remove it");
      return;
    }
    if (through.length === 0 && this.keepsLink(name, file, target)) return;
    const stats = statSync(real);
    const refusal =
      this.locator.refusalOf(real, permission, target) ??
      (stats.isDirectory() ? this.locator.refusalOfWhole(real, permission, target) : undefined);
    if (refusal !== undefined) {
      const fix = "replace it with a copy, or pass { allowOutside: true }";
      this.refuse(name, refusal.reason, refusal.fix.includes("allowOutside") ? fix : refusal.fix);
    } else if (stats.isFile()) this.addFile(name, real, stats);
    else if (!stats.isDirectory()) this.refuse(name, `it leads to ${describeSpecial(stats)}`, "remove the link");
    else if ([directory, ...through].some((outer) => isBelow(realOf(outer), real))) {
      this.refuse(name, `it is a symbolic link to ${target}, which contains it`, "remove the link");
    } else {
      const { names, isPartial } = list(real);
      if (isPartial) this.isPartial = true;
      for (const below of names) {
        if (this.isPartial) return;
        this.add(`${name}/${below}`, path.join(real, below), [...through, real]);
      }
    }
  }

  /** Keeps a link to something in the directory, and refuses one to something that git ignores. */
  private keepsLink(name: string, file: string, target: string): boolean {
    const { directory, names, isWhole } = this.request;
    const lexical = path.resolve(path.dirname(file), target);
    if (!isBelow(lexical, directory)) return false;
    const inside = path.relative(directory, lexical);
    const isCopied = inside === "" || names.has(inside) || this.directories.has(inside);
    if (!isCopied && isWhole) {
      this.refuse(name, `it is a symbolic link to ${target}, which git ignores`, "let git ignore the link too");
      return true;
    }
    if (!isCopied || inside === "" || path.isAbsolute(target)) return false;
    this.found.set(name, { kind: "link", target });
    return true;
  }

  /** The directories of the entries. */
  private get directories(): ReadonlySet<string> {
    if (this.knownDirectories !== undefined) return this.knownDirectories;
    const found = new Set<string>();
    for (const name of this.request.names) {
      for (let at = path.dirname(name); at !== "." && !found.has(at); at = path.dirname(at)) found.add(at);
    }
    this.knownDirectories = found;
    return found;
  }

  private refuse(name: string, reason: string, fix: string): void {
    this.problems.push({ subject: subjectOf(this.request, name), reason, fix });
  }
}

const subjectOf = ({ base }: EntryRequest, name: string): string => printable(path.posix.join(base, name));

/** A name on one line: names of files may contain line breaks. */
const printable = (name: string): string => (/\p{Cc}/u.test(name) ? JSON.stringify(name) : name);

function unreadable(error: unknown): Pick<AssetProblem, "reason" | "fix"> {
  return { reason: whyUnreadable(error), fix: "make it readable for this user, or let git ignore it" };
}

function shortened({ subject }: EntryRequest, problems: readonly AssetProblem[]): readonly AssetProblem[] {
  if (problems.length <= mostProblems) return problems;
  const rest = problems.length - mostProblems;
  const reason = `${String(rest)} more of its entries cannot be copied`;
  return [
    ...problems.slice(0, mostProblems),
    { subject, reason, fix: "mend the ones above, and run the command again" },
  ];
}

function tryRealpath(file: string): string | NodeJS.ErrnoException {
  try {
    return realpathSync(file);
  } catch (error) {
    return error as NodeJS.ErrnoException;
  }
}

function realOf(file: string): string {
  const real = tryRealpath(file);
  return typeof real === "string" ? real : file;
}
