import { lstatSync, readdirSync, realpathSync, statSync, type Stats } from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import type { AssetProblem } from "../../model";
import { nearestName } from "../../options";
import { systemErrorCode } from "../../platform/system-error";

/** A file or directory of the user that may be copied. */
export interface Located {
  /** Relative to the project directory with `/` separators; empty for the project directory itself. */
  readonly name: string;
  /** Absolute path, as named. */
  readonly absolute: string;
  readonly stats: Stats;
}

/** Finds files of the user, and checks that they may be copied. */
export class Locator {
  private readonly realProject: string;

  /** @param projectDirectory absolute */
  constructor(private readonly projectDirectory: string) {
    this.realProject = realpathSync(projectDirectory);
  }

  /** Locates what the program names, through symbolic links. */
  locate(named: string, allowOutside: boolean): Located | AssetProblem {
    const absolute = named.startsWith("file:") ? pathOfUrl(named) : path.resolve(this.projectDirectory, named);
    if (absolute === undefined) {
      return { subject: named, reason: "it is not the URL of a local file", fix: "pass a path, or a file: URL" };
    }
    try {
      const real = realpathSync(absolute);
      const name = this.nameOf(absolute, real);
      if (!allowOutside && !this.isInProject(real)) return outsideOf(named, real, name);
      return { name, absolute, stats: statSync(real) };
    } catch (error) {
      return unreadable(named, absolute, error);
    }
  }

  /** Whether a path without symbolic links is in the project. */
  isInProject(real: string): boolean {
    return isBelow(real, this.realProject);
  }

  private nameOf(absolute: string, real: string): string {
    const isNamedInside = isBelow(absolute, this.projectDirectory);
    const name = isNamedInside ? path.relative(this.projectDirectory, absolute) : path.relative(this.realProject, real);
    return name.split(path.sep).join("/");
  }
}

/** Whether a path is a directory, or below it. */
export function isBelow(inner: string, directory: string): boolean {
  return inner === directory || inner.startsWith(directory.endsWith(path.sep) ? directory : directory + path.sep);
}

/** Describes an entry that is neither a file nor a directory. */
export function describeSpecial(stats: Stats): string {
  if (stats.isSocket()) return "a socket";
  if (stats.isFIFO()) return "a named pipe";
  return stats.isBlockDevice() || stats.isCharacterDevice() ? "a device" : "not a regular file";
}

/** Whether the result of locating something is a problem. */
export function isProblem(result: object): result is AssetProblem {
  return "reason" in result;
}

function pathOfUrl(url: string): string | undefined {
  try {
    return fileURLToPath(url);
  } catch {
    return undefined;
  }
}

function outsideOf(named: string, real: string, name: string): AssetProblem {
  const isLink = !name.startsWith("..");
  return {
    subject: named,
    reason: isLink
      ? `it is a symbolic link to ${real}, outside of the project directory`
      : "it is outside of the project directory",
    fix: "move it into the project, or pass { allowOutside: true }",
  };
}

function unreadable(named: string, absolute: string, error: unknown): AssetProblem {
  const code = systemErrorCode(error);
  if (code !== "ENOENT" && code !== "ENOTDIR") {
    return { subject: named, reason: (error as Error).message, fix: "make it readable" };
  }
  if (lstatSync(absolute, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
    return {
      subject: named,
      reason: "it is a symbolic link to something that does not exist",
      fix: "correct the link",
    };
  }
  const meant = nearestName(path.basename(absolute), siblingsOf(absolute));
  const similar = meant === undefined ? undefined : path.join(path.dirname(named), meant);
  return {
    subject: named,
    reason: "it does not exist",
    fix:
      similar === undefined
        ? "create it, or correct the path: it starts at the project directory"
        : `did you mean ${named.startsWith("./") ? "./" : ""}${similar}?`,
  };
}

function siblingsOf(absolute: string): readonly string[] {
  try {
    return readdirSync(path.dirname(absolute));
  } catch {
    return [];
  }
}
