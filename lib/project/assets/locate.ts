import { lstatSync, readdirSync, realpathSync, statSync, type Stats } from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import type { AssetProblem, AssetRequest } from "../../model";
import { nearestName } from "../../options";
import { systemErrorCode, whyUnreadable } from "../../platform/system-error";
import { isBelow } from "./is-below";
import { packageDirectoryOf } from "./package-directory";
import { ProtectedPlaces } from "./protected-places";

/** A file or directory of the user that may be copied. */
export interface Located {
  /** Relative to the project directory with `/` separators; empty for the project directory itself. */
  readonly name: string;
  /** Absolute path, as named. */
  readonly absolute: string;
  /** Absolute path without symbolic links. */
  readonly real: string;
  readonly stats: Stats;
}

/** Who asks for a file, and what the program allows. */
export type Permission = Pick<AssetRequest, "allowOutside" | "caller" | "isShipped">;

/** Why something may not be copied. */
export type Refusal = Pick<AssetProblem, "reason" | "fix">;

/** Finds files of the user, and checks that they may be copied. */
export class Locator {
  private readonly realProject: string;
  private readonly places: ProtectedPlaces;

  /**
   * @param projectDirectory absolute
   * @param home home directory of the user
   */
  constructor(
    private readonly projectDirectory: string,
    home: string,
  ) {
    this.places = new ProtectedPlaces(home);
    this.realProject = realpathSync(projectDirectory);
  }

  /** Locates what the program names, through symbolic links. */
  locate(named: string, permission: Permission): Located | AssetProblem {
    const absolute = named.startsWith("file:") ? pathOfUrl(named) : path.resolve(this.baseOf(permission), named);
    if (absolute === undefined || (/^[a-z][a-z+.-]*:\/\//i.test(named) && !named.startsWith("file:"))) {
      const fix = "pass the path of a file in your project, or let Nix fetch it: pkgs.fetchurl({ url: …, hash: … })";
      return { subject: named, reason: "it is not the URL of a local file", fix };
    }
    try {
      const real = realpathSync(absolute);
      const name = this.nameOf(absolute, real);
      const isLink = isBelow(absolute, this.projectDirectory) && path.join(this.realProject, name) !== real;
      const refusal = this.refusalOf(real, permission, isLink ? real : undefined);
      return refusal === undefined ? { name, absolute, real, stats: statSync(real) } : { subject: named, ...refusal };
    } catch (error) {
      const refusal = this.refusalOf(absolute, { ...permission, allowOutside: true }, undefined);
      return refusal === undefined ? unreadable(named, absolute, error) : { subject: named, ...refusal };
    }
  }

  /**
   * Why something may not be copied from its place.
   * @param real absolute path without symbolic links
   * @param target content of the symbolic link that leads there, if any
   */
  refusalOf(real: string, permission: Permission, target: string | undefined): Refusal | undefined {
    const roots = this.rootsOf(permission);
    const link = target === undefined ? undefined : `it is a symbolic link to ${target}`;
    const place = this.places.around(real, roots);
    if (place !== undefined) {
      const reason = `cdknix copies nothing from ${place}: secrets of this machine may be there`;
      const fix = "if the file is not secret, copy it into your project, and use the copy";
      return { reason: link === undefined ? reason : `${link}, and ${reason}`, fix };
    }
    if (permission.allowOutside || this.isOwn(real, permission)) return undefined;
    return {
      reason:
        link === undefined ? "it is outside of the project directory" : `${link}, outside of the project directory`,
      fix: "move it into the project, or pass { allowOutside: true }",
    };
  }

  /**
   * Why a directory may not be copied as a whole.
   * @param target content of the symbolic link that leads there, if any
   */
  refusalOfWhole(real: string, permission: Permission, target: string | undefined): Refusal | undefined {
    const why = this.places.inside(real, this.rootsOf(permission));
    if (why === undefined) return undefined;
    const link = target === undefined ? "" : `it is a symbolic link to ${target}; `;
    return {
      reason: `${link}${why}, where secrets of this machine may be`,
      fix: "name a directory with only the files that you need",
    };
  }

  /** Whether a path is in the project, or in the package whose code asks for it. */
  isOwn(real: string, permission: Permission): boolean {
    return this.rootsOf(permission).some((root) => isBelow(real, root));
  }

  /** The directories whose files may be copied: the project's, and that of the package whose code asks for it. */
  private rootsOf({ caller, isShipped }: Permission): readonly string[] {
    const ofPackage = caller === undefined ? undefined : packageDirectoryOf(caller);
    // A package.json above the project, as in a workspace or a home directory, does not make everything there part of it: only
    // what the package itself names.
    const isOther = ofPackage !== undefined && (isShipped === true || !isBelow(this.realProject, ofPackage));
    return isOther ? [this.realProject, ofPackage] : [this.realProject];
  }

  /** The directory that a named path is relative to. */
  private baseOf({ caller, isShipped }: Permission): string {
    const ofPackage = isShipped === true && caller !== undefined ? packageDirectoryOf(caller) : undefined;
    return ofPackage ?? this.projectDirectory;
  }

  private nameOf(absolute: string, real: string): string {
    const isNamedInside = isBelow(absolute, this.projectDirectory);
    const name = isNamedInside ? path.relative(this.projectDirectory, absolute) : path.relative(this.realProject, real);
    return name.split(path.sep).join("/");
  }
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

function unreadable(named: string, absolute: string, error: unknown): AssetProblem {
  const code = systemErrorCode(error);
  if (code !== "ENOENT" && code !== "ENOTDIR") {
    const isPath = code === "ENAMETOOLONG" || code === "ERR_INVALID_ARG_VALUE" || code === "ELOOP";
    const fix = isPath ? "correct the path" : "make it readable for this user";
    return { subject: shortened(named), reason: whyUnreadable(error), fix };
  }
  if (named.startsWith("~")) {
    const fix = `pass an absolute path: path.join(os.homedir(), ${JSON.stringify(named.replace(/^~[^/]*\/?/, ""))})`;
    return { subject: named, reason: "it does not exist: only shells replace ~ with the home directory", fix };
  }
  if (code === "ENOENT" && lstatSync(absolute, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
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

const shortened = (text: string): string => JSON.stringify(text.length <= 60 ? text : `${text.slice(0, 40)}…`);
