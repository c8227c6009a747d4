import * as path from "node:path";
import type { IConstruct } from "constructs";
import type { SourceLocation } from "../../model";
import { callSites, fileOfCall, isLibraryFile, pathOfUrl, stackAbove } from "../../nix";

const creation = Symbol.for("cdknix.creation");

/**
 * Stack frames needed if the program creates the construct directly: this file, constructors, and the program's `new`.
 */
const framesNear = 6;

/** Stack frames to search otherwise: enough for a construct created by a helper inside another construct. */
const framesFar = 20;

const packagesDirectory = `${path.sep}node_modules${path.sep}`;

/** Records where the program creates a construct. Call it in the constructor. */
export function recordSource(construct: IConstruct): void {
  Object.defineProperty(construct, creation, {
    value: creatorOf(construct.constructor.name, recordSource),
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

/** A location whose file is relative to the project directory. */
export function relativeLocation({ file, line, column }: SourceLocation, projectDirectory: string): SourceLocation {
  return { file: relativeFile(file, projectDirectory), line, column };
}

function relativeFile(file: string, projectDirectory: string): string {
  const relative = file.startsWith(projectDirectory + path.sep)
    ? file.slice(projectDirectory.length + 1)
    : path.relative(projectDirectory, file);
  return relative.startsWith("..") ? file : relative.split(path.sep).join("/");
}

/**
 * Finds where the program calls `new` for the construct under construction. The file path is absolute.
 * @param className class of the construct; undefined for a call of a method
 * @param below the function below which the stack is searched
 */
function creatorOf(className: string | undefined, below: Below): SourceLocation | undefined {
  const near = creatingCall(callSites(framesNear, below), className);
  const call = near.isCertain ? near : creatingCall(callSites(framesFar, below), className);
  return call.site === undefined ? undefined : locationOf(call.site, call.index, below);
}

type Below = typeof recordSource | typeof callLocation;

interface Call {
  readonly site: NodeJS.CallSite | undefined;
  readonly index: number;
  /** Whether a longer stack would give the same result. */
  readonly isCertain: boolean;
}

/**
 * The call that contains the `new` expression: the one below the last constructor of the construct's own class. For
 * `class Tailscale extends NixosModule`, that is the line with `new Tailscale`, not the one with `super`.
 */
function creatingCall(sites: readonly NodeJS.CallSite[], className: string | undefined): Call {
  const isOwn = (site: NodeJS.CallSite): boolean => site.isConstructor() && site.getFunctionName() === className;
  const own = className === undefined ? -1 : sites.findIndex(isOwn);
  let inPackage: Call = { site: undefined, index: -1, isCertain: false };
  for (const [index, site] of sites.entries()) {
    const file = index > own ? fileOfCall(site) : "";
    if (!path.isAbsolute(file) || isLibraryFile(file)) continue;
    if (!file.includes(packagesDirectory)) return { site, index, isCertain: own >= 0 || className === undefined };
    if (inPackage.site === undefined) inPackage = { site, index, isCertain: false };
  }
  return inPackage;
}

/** Cache of locations by position in compiled code: a program creates many constructs on few lines. */
const known = new Map<string, SourceLocation>();

function locationOf(site: NodeJS.CallSite, index: number, below: Below): SourceLocation {
  const compiled = { file: fileOfCall(site), line: site.getLineNumber() ?? 0, column: site.getColumnNumber() ?? 0 };
  const key = `${compiled.file}:${String(compiled.line)}:${String(compiled.column)}`;
  const location = known.get(key) ?? shownFrame(index, below) ?? compiled;
  known.set(key, location);
  return location;
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
