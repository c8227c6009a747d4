import * as path from "node:path";
import type { IConstruct } from "constructs";
import type { SourceLocation } from "../../model";

const creation = Symbol.for("cdknix.creation");

/** Frames that tell of a construct that the program makes by itself: this file, constructors, and the `new` of the program. */
const framesNear = 6;

/** Frames looked at where these tell nothing: enough for a construct made inside a helper inside another construct. */
const framesFar = 20;

// lib/ when run from source, dist/lib/ when installed.
const libraryDirectory = path.resolve(__dirname, "../..") + path.sep;
const packagesDirectory = `${path.sep}node_modules${path.sep}`;

/** Remembers where in the program a construct is being made. To be called in the constructor. */
export function recordSource(construct: IConstruct): void {
  Object.defineProperty(construct, creation, { value: creatorOf(construct.constructor.name), enumerable: false });
}

/**
 * Line of the user's program that made a construct; undefined when it was not recorded.
 * @param projectDirectory directory that file names are made relative to
 */
export function sourceOf(construct: IConstruct, projectDirectory: string): SourceLocation | undefined {
  const creator = (construct as { [creation]?: SourceLocation })[creation];
  if (creator === undefined) return undefined;
  return { file: relativeFile(creator.file, projectDirectory), line: creator.line, column: creator.column };
}

function relativeFile(file: string, projectDirectory: string): string {
  const relative = file.startsWith(projectDirectory + path.sep)
    ? file.slice(projectDirectory.length + 1)
    : path.relative(projectDirectory, file);
  return relative.startsWith("..") ? file : relative.split(path.sep).join("/");
}

/** Where the program says `new` for the construct whose constructor is running. Its file is absolute. */
function creatorOf(className: string): SourceLocation | undefined {
  const previousLimit = Error.stackTraceLimit;
  try {
    const near = creatingCall(callSites(framesNear), className);
    const call = near.isCertain ? near : creatingCall(callSites(framesFar), className);
    return call.site === undefined ? undefined : locationOf(call.site, call.index);
  } finally {
    Error.stackTraceLimit = previousLimit;
  }
}

/** The calls above {@link recordSource}, innermost first, as the engine sees them: in compiled code. */
function callSites(limit: number): readonly NodeJS.CallSite[] {
  const hook: unknown = Reflect.get(Error, "prepareStackTrace");
  Error.prepareStackTrace = (_error, sites) => sites;
  try {
    const sites = stackOfCaller(limit);
    return Array.isArray(sites) ? (sites as readonly NodeJS.CallSite[]) : [];
  } finally {
    // Assigned where it was absent, too: deleting a property of `Error` is slow, each time.
    Reflect.set(Error, "prepareStackTrace", hook);
  }
}

function stackOfCaller(limit: number): unknown {
  Error.stackTraceLimit = limit;
  const holder: { stack?: unknown } = {};
  Error.captureStackTrace(holder, recordSource);
  return holder.stack;
}

interface Call {
  readonly site: NodeJS.CallSite | undefined;
  readonly index: number;
  /** Whether no longer stack can tell anything else. */
  readonly isCertain: boolean;
}

/**
 * The call that holds the `new` expression: below the last constructor of the construct's own class, so that for
 * `class Tailscale extends NixosModule` it is the line that says `new Tailscale`, not the one that says `super`.
 */
function creatingCall(sites: readonly NodeJS.CallSite[], className: string): Call {
  const own = sites.findIndex((site) => site.isConstructor() && site.getFunctionName() === className);
  let inPackage: Call = { site: undefined, index: -1, isCertain: false };
  for (const [index, site] of sites.entries()) {
    const file = index > own ? fileOf(site) : "";
    if (!path.isAbsolute(file) || file.startsWith(libraryDirectory)) continue;
    if (!file.includes(packagesDirectory)) return { site, index, isCertain: own >= 0 };
    if (inPackage.site === undefined) inPackage = { site, index, isCertain: false };
  }
  return inPackage;
}

/** ES modules have URLs for names. */
function fileOf(site: NodeJS.CallSite): string {
  const file = site.getFileName() ?? "";
  return file.startsWith("file://") ? file.slice("file://".length) : file;
}

/** Locations by their place in compiled code: a program makes many constructs on few lines. */
const known = new Map<string, SourceLocation>();

function locationOf(site: NodeJS.CallSite, index: number): SourceLocation {
  const compiled = { file: fileOf(site), line: site.getLineNumber() ?? 0, column: site.getColumnNumber() ?? 0 };
  const key = `${compiled.file}:${String(compiled.line)}:${String(compiled.column)}`;
  const location = known.get(key) ?? shownFrame(index) ?? compiled;
  known.set(key, location);
  return location;
}

const framePattern = /^\s+at (?:.*? \()?(?:file:\/\/)?(.*?):(\d+):(\d+)\)?$/;

/** A frame as the text of a stack shows it: by then, who compiled the program (ts-node, jest) has mapped it to the source. */
function shownFrame(index: number): SourceLocation | undefined {
  const stack = stackOfCaller(index + 1);
  const frames = typeof stack === "string" ? stack.split("\n").filter((text) => /^\s+at /.test(text)) : [];
  const [, file, line, column] = framePattern.exec(frames[index] ?? "") ?? [];
  return file === undefined ? undefined : { file, line: Number(line), column: Number(column) };
}
