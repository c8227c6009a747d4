import { fstatSync, lstatSync, realpathSync, statSync } from "node:fs";
import * as path from "node:path";
import { interruption } from "../../platform/process/interruption";

/** The files of a project to watch. */
export interface WatchedFiles {
  readonly projectDirectory: string;
  /** Globs relative to the project directory. */
  readonly include: readonly string[];
  /** Globs relative to the project directory; they override `include`. */
  readonly exclude: readonly string[];
  /** Files and directories that are always watched, relative to the project directory. */
  readonly always: readonly string[];
}

/** How long to wait for further changes: editors write in several steps, and git changes many files. */
const quietMilliseconds = 200;

/**
 * Watches files until this process is interrupted. Changes that are close together, or that happen while the listener is
 * running, are reported together.
 * @param onChange called with the changed files, relative to the project directory; first with none, when watching starts.
 * Returns more files and directories that are always watched from then on.
 */
export async function watchFiles(
  files: WatchedFiles,
  onChange: (changed: readonly string[]) => Promise<readonly string[]>,
): Promise<void> {
  const [{ watch }, { default: picomatch }] = await Promise.all([import("chokidar"), import("picomatch")]);
  const always = new Set(files.always);
  const relative = (file: string): string => path.relative(files.projectDirectory, file);
  const [isIncluded, isExcluded] = [files.include, files.exclude].map((globs) => picomatch([...globs], { dot: true }));
  const isIgnored = (file: string, isDirectory: boolean): boolean => {
    const name = relative(file);
    if (name === "" || [...always].some((each) => name === each || name.startsWith(`${each}/`))) return false;
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
  let addedAt = Date.now();
  const isEnding = (): boolean => interruption.aborted;
  const changed = new Set<string>();
  let wake = (): void => undefined;
  let timer: NodeJS.Timeout | undefined;
  watcher.on("all", (event, file) => {
    if (event === "addDir" || event === "unlinkDir") return;
    if (isIgnored(file, false) || isOwnLog(file) || (event === "add" && isOldLink(file, addedAt))) return;
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
  const report = async (names: readonly string[]): Promise<void> => {
    const added = (await onChange(names)).filter((name) => !always.has(name));
    // A change of a link's target would otherwise be reported twice.
    const real = added.map((name) => realPath(path.resolve(files.projectDirectory, name)));
    for (const name of [...added, ...real.map(relative)]) always.add(name);
    addedAt = Date.now();
    watcher.add(real);
  };
  await report([]);
  while (!isEnding()) {
    await new Promise<void>((resolve) => {
      wake = resolve;
      // The timer of a change during the listener's run may have expired before this wait.
      if (changed.size > 0) timer = setTimeout(resolve, quietMilliseconds);
    });
    const names = [...changed].sort();
    changed.clear();
    if (!isEnding() && names.length > 0) await report(names);
  }
  await watcher.close();
}

/** A path without symbolic links; the path itself if it leads nowhere. */
function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

/**
 * Whether a file is a symbolic link that existed before a time: chokidar reports links as new when it starts to watch
 * their directory.
 */
function isOldLink(file: string, time: number): boolean {
  const found = lstatSync(file, { throwIfNoEntry: false });
  return found?.isSymbolicLink() === true && found.ctimeMs < time;
}

/** Whether a file is this process's redirected stdout or stderr, which each run changes. */
function isOwnLog(file: string): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  return [1, 2].some((descriptor) => {
    const own = fstatSync(descriptor);
    return own.ino === found?.ino && own.dev === found.dev;
  });
}
