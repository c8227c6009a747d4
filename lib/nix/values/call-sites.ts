import * as path from "node:path";

/** `lib` when run from source, `dist/lib` when installed, where the bundle has other folders. */
const libraryDirectory = nearestLibrary(__dirname) + path.sep;
const urlStart = "file://";

/** Stack frames to search for the caller of the library: more than constructors that call one another have. */
const framesOfLibrary = 20;

/**
 * The calls above a function, innermost first, at their positions in compiled code.
 * @param below the innermost function to leave out, with everything that it calls
 */
export function callSites(limit: number, below: Below): readonly NodeJS.CallSite[] {
  const sites = stackAbove(limit, below, sitesThemselves);
  return Array.isArray(sites) ? (sites as readonly NodeJS.CallSite[]) : [];
}

/** A function, below which the stack is searched. */
export type Below = (...args: never[]) => unknown;

type Hook = NonNullable<typeof Error.prepareStackTrace>;

const sitesThemselves: Hook = (_error, sites) => sites;

/**
 * The stack above a function.
 * @param prepare presents it. Default: the compiler in use (ts-node, jest).
 */
export function stackAbove(limit: number, below: Below, prepare?: Hook): unknown {
  const errors: { prepareStackTrace?: Hook | undefined; stackTraceLimit: number } = Error;
  const { prepareStackTrace, stackTraceLimit } = errors;
  const holder: { stack?: unknown } = {};
  errors.prepareStackTrace = prepare ?? prepareStackTrace;
  errors.stackTraceLimit = limit;
  try {
    Error.captureStackTrace(holder, below);
    return holder.stack;
  } finally {
    // Assign even if it was absent: deleting a property of `Error` is slow every time.
    errors.prepareStackTrace = prepareStackTrace;
    errors.stackTraceLimit = stackTraceLimit;
  }
}

/** The file of a call. ES modules have URLs as file names, and some loaders add a query to them. */
export function fileOfCall(site: NodeJS.CallSite): string {
  const file = site.getFileName() ?? "";
  return file.startsWith(urlStart) ? pathOfUrl(file) : file;
}

/** Not fileURLToPath, which this folder may not import; it does more on Windows only. */
export function pathOfUrl(url: string): string {
  return decodeURIComponent(url.slice(urlStart.length).replace(/[?#].*$/s, ""));
}

function nearestLibrary(directory: string): string {
  return path.basename(directory) === "lib" ? directory : nearestLibrary(path.dirname(directory));
}

/** Whether a file is known, and no part of this copy of the library. */
export function isOutsideOfLibrary(file: string): boolean {
  return path.isAbsolute(file) && !file.startsWith(libraryDirectory);
}

/** The file, absolute, whose code calls the library; undefined if it is not known. */
export function callingFile(): string | undefined {
  return callSites(framesOfLibrary, callingFile).map(fileOfCall).find(isOutsideOfLibrary);
}
