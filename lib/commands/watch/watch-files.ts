import { fstatSync, statSync } from "node:fs";
import * as path from "node:path";
import { interruption } from "../../platform/process/interruption";

/** Which files of a project are watched. */
export interface WatchedFiles {
  readonly projectDirectory: string;
  /** Globs relative to the project directory. */
  readonly include: readonly string[];
  /** Globs relative to the project directory; they win. */
  readonly exclude: readonly string[];
  /** Names of files that are watched whatever the globs say. */
  readonly always: readonly string[];
}

/** How long it has to be quiet after a change: editors write in several steps, and git changes many files. */
const quietMilliseconds = 200;

/**
 * Tells of changes, until this process is told to end. Those that come close together, or while the listener is at work,
 * are told at once.
 * @param onChange told the changed files, relative to the project directory; the first time when watching has begun, of none.
 */
export async function watchFiles(
  files: WatchedFiles,
  onChange: (changed: readonly string[]) => Promise<void>,
): Promise<void> {
  const [{ watch }, { default: picomatch }] = await Promise.all([import("chokidar"), import("picomatch")]);
  const relative = (file: string): string => path.relative(files.projectDirectory, file);
  const [isIncluded, isExcluded] = [files.include, files.exclude].map((globs) => picomatch([...globs], { dot: true }));
  const isIgnored = (file: string, isDirectory: boolean): boolean => {
    const name = relative(file);
    if (name === "" || files.always.includes(name)) return false;
    return isExcluded?.(name) === true || (!isDirectory && isIncluded?.(name) !== true);
  };
  const roots = [...files.include.map((glob) => picomatch.scan(glob).base), ...files.always];
  const watcher = watch(
    roots.map((root) => path.resolve(files.projectDirectory, root)),
    {
      ignoreInitial: true,
      followSymlinks: false,
      ignored: (file, stats) => isIgnored(file, stats === undefined || stats.isDirectory()),
    },
  );
  const isEnding = (): boolean => interruption.aborted;
  const changed = new Set<string>();
  let wake = (): void => undefined;
  let timer: NodeJS.Timeout | undefined;
  watcher.on("all", (event, file) => {
    if (event === "addDir" || event === "unlinkDir") return;
    if (isIgnored(file, false) || isOwnLog(file)) return;
    changed.add(relative(file));
    clearTimeout(timer);
    timer = setTimeout(() => {
      wake();
    }, quietMilliseconds);
  });
  interruption.addEventListener("abort", () => {
    wake();
  });
  await new Promise<void>((resolve) => {
    watcher.once("ready", resolve);
  });
  await onChange([]);
  while (!isEnding()) {
    await new Promise<void>((resolve) => {
      wake = resolve;
      // What came while the listener was at work, whose time may have run out before anybody waited for it.
      if (changed.size > 0) timer = setTimeout(resolve, quietMilliseconds);
    });
    const names = [...changed].sort();
    changed.clear();
    if (!isEnding() && names.length > 0) await onChange(names);
  }
  await watcher.close();
}

/** Whether what this process says goes to a file, which each run would change. */
function isOwnLog(file: string): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  return [1, 2].some((descriptor) => {
    const own = fstatSync(descriptor);
    return own.ino === found?.ino && own.dev === found.dev;
  });
}
