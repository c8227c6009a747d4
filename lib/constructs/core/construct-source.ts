import * as path from "node:path";
import type { IConstruct } from "constructs";
import type { SourceLocation } from "../../model";
import { callSites, fileOfCall, isOutsideOfLibrary, pathOfUrl, stackAbove, type Below } from "../../nix";

const creation = Symbol.for("cdknix.creation");

/**
 * Stack frames to search, one limit after the other, because each frame costs time: enough for a construct and its base
 * class, for several base classes, and for a construct created by a helper inside another construct.
 */
const frameLimits = [3, 6, 20] as const;

const packagesDirectory = `${path.sep}node_modules${path.sep}`;

/** Records where the program creates a construct. Call it in the constructor. */
export function recordSource(construct: IConstruct): void {
  const { constructor } = construct;
  Object.defineProperty(construct, creation, {
    value: callerOf(constructor as Below) ?? creatorOf(constructor.name, recordSource),
    enumerable: false,
  });
}

/** The line of the user's program that calls a method of the library. The file path is absolute. */
export function callLocation(): SourceLocation | undefined {
  return creatorOf(undefined, callLocation);
}

/**
 * Returns the line of the user's program that created a construct, or undefined if it was not recorded.
 * @param projectDirectory directory that file names are relative to
 */
export function sourceOf(construct: IConstruct, projectDirectory: string): SourceLocation | undefined {
  const creator = (construct as { [creation]?: SourceLocation })[creation];
  return creator === undefined ? undefined : relativeLocation(creator, projectDirectory);
}

/** Cache of relative locations by the absolute one, which constructs of the same line share. */
const relative = new WeakMap<SourceLocation, { readonly to: string; readonly location: SourceLocation }>();

/** A location whose file is relative to the project directory. */
export function relativeLocation(absolute: SourceLocation, projectDirectory: string): SourceLocation {
  const known = relative.get(absolute);
  if (known?.to === projectDirectory) return known.location;
  const { file, line, column } = absolute;
  const location = { file: relativeFile(file, projectDirectory), line, column };
  relative.set(absolute, { to: projectDirectory, location });
  return location;
}

function relativeFile(file: string, projectDirectory: string): string {
  const below = path.relative(projectDirectory, file);
  return below.startsWith("..") ? file : below.split(path.sep).join("/");
}

/**
 * The line of the program that calls a constructor itself, as nearly all constructs are created. Undefined for one that the
 * library or a package creates, and for a class without a constructor of its own, which V8 leaves out of the stack.
 */
function callerOf(constructor: Below): SourceLocation | undefined {
  const site = callSites(1, constructor)[0];
  if (site === undefined) return undefined;
  const file = fileOf(site);
  return file.isOfProgram ? locationOf({ site, file, index: 0 }, constructor) : undefined;
}

/**
 * Searches for the line of the program that calls `new` for the construct under construction. The file path is absolute.
 * @param className class of the construct; undefined for a call of a method
 * @param below the function below which the stack is searched
 */
function creatorOf(className: string | undefined, below: Below): SourceLocation | undefined {
  let found: Call | undefined;
  for (const limit of frameLimits) {
    const { call, isCertain } = creatingCall(callSites(limit, below), className);
    found = call;
    if (isCertain) break;
  }
  return found && locationOf(found, below);
}

/** A call in the stack. */
interface Call {
  readonly site: NodeJS.CallSite;
  readonly file: CallingFile;
  /** Number of calls above it in the stack. */
  readonly index: number;
}

/**
 * The call that contains the `new` expression: the one below the last constructor of the construct's own class. For
 * `class Tailscale extends NixosModule`, that is the line with `new Tailscale`, not the one with `super`.
 */
function creatingCall(
  sites: readonly NodeJS.CallSite[],
  className: string | undefined,
): {
  readonly call: Call | undefined;
  /** Whether a longer stack would give the same result. */
  readonly isCertain: boolean;
} {
  const isOwn = (site: NodeJS.CallSite): boolean => site.isConstructor() && site.getFunctionName() === className;
  const own = className === undefined ? -1 : sites.findIndex(isOwn);
  let inPackage: Call | undefined;
  for (const [index, site] of sites.entries()) {
    if (index <= own) continue;
    const file = fileOf(site);
    if (file.isOfProgram) return { call: { site, file, index }, isCertain: own >= 0 || className === undefined };
    if (file.isOutside) inPackage ??= { site, file, index };
  }
  return { call: inPackage, isCertain: false };
}

/** A file with calls. */
interface CallingFile {
  /** Whether it does not belong to the library. */
  readonly isOutside: boolean;
  /** Whether it belongs neither to the library nor to a package. */
  readonly isOfProgram: boolean;
  /** The calls by their offset in compiled code: a program creates many constructs on few lines. */
  readonly locations: Map<number, SourceLocation>;
}

/** Cache of files by the name in the stack. */
const files = new Map<string, CallingFile>();

function fileOf(site: NodeJS.CallSite): CallingFile {
  const name = site.getFileName() ?? "";
  const known = files.get(name);
  if (known !== undefined) return known;
  const file = fileOfCall(site);
  const isOutside = isOutsideOfLibrary(file);
  const isOfProgram = isOutside && !file.includes(packagesDirectory);
  const added = { isOutside, isOfProgram, locations: new Map<number, SourceLocation>() };
  files.set(name, added);
  return added;
}

function locationOf({ site, file, index }: Call, below: Below): SourceLocation {
  const offset = site.getPosition();
  const known = file.locations.get(offset);
  if (known !== undefined) return known;
  const location = shownFrame(index, below) ?? compiledLocation(site);
  file.locations.set(offset, location);
  return location;
}

function compiledLocation(site: NodeJS.CallSite): SourceLocation {
  return { file: fileOfCall(site), line: site.getLineNumber() ?? 0, column: site.getColumnNumber() ?? 0 };
}

const framePattern = /^\s+at (?:.*? \()?(file:\/\/)?(.*?):(\d+):(\d+)\)?$/;

/** A frame from the text of a stack trace, which the compiler in use (ts-node, jest) has mapped to the source. */
function shownFrame(index: number, below: Below): SourceLocation | undefined {
  const stack = stackAbove(index + 1, below);
  const frames = typeof stack === "string" ? stack.split("\n").filter((text) => /^\s+at /.test(text)) : [];
  const [, url, file, line, column] = framePattern.exec(frames[index] ?? "") ?? [];
  if (file === undefined) return undefined;
  return { file: url === undefined ? file : pathOfUrl(url + file), line: Number(line), column: Number(column) };
}
