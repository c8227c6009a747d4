import * as path from "node:path";
import type { IConstruct } from "constructs";
import type { SourceLocation } from "../../model";

const creation = Symbol.for("cdknix.creation");

/** Frames kept below a construct: enough for a construct made inside a helper inside another construct. */
const framesKept = 20;

// lib/ when run from source, dist/lib/ when installed.
const libraryDirectory = path.resolve(__dirname, "../..") + path.sep;

interface Frame {
  readonly functionName: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Remembers where in the program a construct is being made. To be called in the constructor. Cheap: the engine keeps
 * the frames and formats them only when {@link sourceOf} asks.
 */
export function recordSource(construct: IConstruct): void {
  const previous = Error.stackTraceLimit;
  Error.stackTraceLimit = framesKept;
  Object.defineProperty(construct, creation, { value: new Error(), enumerable: false });
  Error.stackTraceLimit = previous;
}

/**
 * Line of the user's program that made a construct; undefined when it was not recorded.
 * @param projectDirectory directory that file names are made relative to
 */
export function sourceOf(construct: IConstruct, projectDirectory: string): SourceLocation | undefined {
  const error = (construct as { [creation]?: Error })[creation];
  if (error === undefined) return undefined;
  const frame = creatingFrame(framesOf(error), construct.constructor.name);
  if (frame === undefined) return undefined;
  const relative = path.relative(projectDirectory, frame.file);
  const file = relative.startsWith("..") ? frame.file : relative.split(path.sep).join("/");
  return { file, line: frame.line, column: frame.column };
}

/**
 * The frame that holds the `new` expression: below the last constructor of the construct's own class, so that for
 * `class Tailscale extends NixosModule` it is the line that says `new Tailscale`, not the one that says `super`.
 */
function creatingFrame(frames: readonly Frame[], className: string): Frame | undefined {
  const own = frames.findIndex((frame) => frame.functionName === `new ${className}`);
  const callers = frames.slice(own + 1);
  const outside = callers.filter((frame) => !frame.file.startsWith(libraryDirectory) && path.isAbsolute(frame.file));
  return outside.find((frame) => !frame.file.includes(`${path.sep}node_modules${path.sep}`)) ?? outside[0];
}

function framesOf(error: Error): readonly Frame[] {
  // A source map hook (ts-node, jest) has to see the error, so its formatted text is what counts.

  if (Reflect.get(Error, "prepareStackTrace") !== undefined) return parseStack(error.stack ?? "");
  Error.prepareStackTrace = (_error, sites) => sites;
  try {
    const sites = error.stack as unknown as readonly NodeJS.CallSite[] | string;
    return typeof sites === "string" ? parseStack(sites) : sites.map(frameOfCallSite);
  } finally {
    Reflect.deleteProperty(Error, "prepareStackTrace");
  }
}

function frameOfCallSite(site: NodeJS.CallSite): Frame {
  const name = site.getFunctionName() ?? "";
  return {
    functionName: site.isConstructor() ? `new ${name}` : name,
    file: site.getFileName() ?? "",
    line: site.getLineNumber() ?? 0,
    column: site.getColumnNumber() ?? 0,
  };
}

const framePattern = /^\s+at (?:(.*?) \()?(?:file:\/\/)?(.*?):(\d+):(\d+)\)?$/;

function parseStack(stack: string): readonly Frame[] {
  return stack.split("\n").flatMap((text) => {
    const match = framePattern.exec(text);
    if (match === null) return [];
    const [, functionName = "", file = "", line = "0", column = "0"] = match;
    return [{ functionName, file, line: Number(line), column: Number(column) }];
  });
}
