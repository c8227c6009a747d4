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
export function callSites(limit: number, below: (...args: never[]) => unknown): readonly NodeJS.CallSite[] {
  const hook: unknown = Reflect.get(Error, "prepareStackTrace");
  Error.prepareStackTrace = sitesThemselves;
  try {
    const sites = stackAbove(limit, below);
    return Array.isArray(sites) ? (sites as readonly NodeJS.CallSite[]) : [];
  } finally {
    // Assign even if it was absent: deleting a property of `Error` is slow every time.
    Reflect.set(Error, "prepareStackTrace", hook);
  }
}

const sitesThemselves = (_error: Error, sites: readonly NodeJS.CallSite[]): unknown => sites;

/** The stack above a function, as the compiler in use (ts-node, jest) presents it. */
export function stackAbove(limit: number, below: (...args: never[]) => unknown): unknown {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = limit;
  try {
    const holder: { stack?: unknown } = {};
    Error.captureStackTrace(holder, below);
    return holder.stack;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
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

/** Whether a file is part of this copy of the library. */
export function isLibraryFile(file: string): boolean {
  return file.startsWith(libraryDirectory);
}

/** The file, absolute, whose code calls the library; undefined if it is not known. */
export function callingFile(): string | undefined {
  return callSites(framesOfLibrary, callingFile)
    .map(fileOfCall)
    .find((file) => path.isAbsolute(file) && !isLibraryFile(file));
}
