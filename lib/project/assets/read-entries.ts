import { lstatSync, readlinkSync, realpathSync, statSync } from "node:fs";
import * as path from "node:path";
import type { AssetEntry, AssetProblem } from "../../model";
import { digestFileSync } from "../../platform/files/digest";
import { describeSpecial, isBelow, type Locator } from "./locate";

/** A directory, and the entries of it to copy. */
export interface EntryRequest {
  /** The directory that names are relative to, absolute. */
  readonly directory: string;
  /** Its name in messages: relative to the project directory. */
  readonly base: string;
  /** The names to read, which other links may lead to. */
  readonly names: ReadonlySet<string>;
  readonly allowOutside: boolean;
  /** Whether the names are everything in the directory that git does not ignore. */
  readonly isWhole: boolean;
  /** Lists a directory that a symbolic link leads to. */
  readonly list: (directory: string) => readonly string[];
}

/** The entries of a directory, and why some cannot be copied. */
export interface ReadEntries {
  readonly entries: ReadonlyMap<string, AssetEntry>;
  readonly problems: readonly AssetProblem[];
}

/** Reads the entries of a directory to copy. Links that stay in it are kept; what others lead to is copied instead. */
export function readEntries(request: EntryRequest, locator: Locator): ReadEntries {
  const reader = new EntryReader(request, locator);
  for (const name of request.names) reader.add(name, path.join(request.directory, name), []);
  const sorted = [...reader.entries].sort(([left], [right]) => (left < right ? -1 : 1));
  return { entries: new Map(sorted), problems: reader.problems };
}

class EntryReader {
  readonly entries = new Map<string, AssetEntry>();
  readonly problems: AssetProblem[] = [];

  constructor(
    private readonly request: EntryRequest,
    private readonly locator: Locator,
  ) {}

  /** @param through real paths of the linked directories that contain the entry */
  add(name: string, file: string, through: readonly string[]): void {
    try {
      const stats = lstatSync(file);
      if (stats.isSymbolicLink()) this.addLink(name, file, through);
      else if (stats.isFile()) this.addFile(name, file, (stats.mode & 0o100) !== 0);
      else this.refuse(name, `it is ${describeSpecial(stats)}`, "remove it, or let git ignore it");
    } catch (error) {
      this.refuse(name, (error as Error).message, "make it readable, or let git ignore it");
    }
  }

  private addFile(name: string, from: string, executable: boolean): void {
    this.entries.set(name, { kind: "file", from, executable, digest: digestFileSync(from) });
  }

  private addLink(name: string, file: string, through: readonly string[]): void {
    const { directory, names, allowOutside, isWhole, list } = this.request;
    const target = readlinkSync(file);
    const lexical = path.resolve(path.dirname(file), target);
    const real = tryRealpath(file);
    if (real === undefined) {
      this.refuse(name, `it is a symbolic link to ${target}, which does not exist`, "correct the link, or remove it");
      return;
    }
    if (isBelow(lexical, directory) && through.length === 0) {
      const inside = path.relative(directory, lexical);
      const isCopied = names.has(inside) || [...names].some((each) => inside === "" || each.startsWith(`${inside}/`));
      if (!isCopied && isWhole) {
        this.refuse(name, `it is a symbolic link to ${target}, which git ignores`, "let git ignore the link too");
        return;
      }
      if (isCopied && inside !== "" && !path.isAbsolute(target)) {
        this.entries.set(name, { kind: "link", target });
        return;
      }
    }
    if (!allowOutside && !this.locator.isInProject(real)) {
      const reason = `it is a symbolic link to ${target}, outside of the project directory`;
      this.refuse(name, reason, "replace it with a copy, or pass { allowOutside: true }");
      return;
    }
    const stats = statSync(real);
    if (stats.isFile()) this.addFile(name, real, (stats.mode & 0o100) !== 0);
    else if (!stats.isDirectory()) this.refuse(name, `it leads to ${describeSpecial(stats)}`, "remove the link");
    else if ([directory, ...through].some((outer) => isBelow(tryRealpath(outer) ?? outer, real))) {
      this.refuse(name, `it is a symbolic link to ${target}, which contains it`, "remove the link");
    } else for (const below of list(real)) this.add(`${name}/${below}`, path.join(real, below), [...through, real]);
  }

  private refuse(name: string, reason: string, fix: string): void {
    this.problems.push({ subject: path.posix.join(this.request.base, name), reason, fix });
  }
}

function tryRealpath(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch {
    return undefined;
  }
}
