import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { digestSources } from "./project-copy";

const prefix = "cdknix-tests-";

/**
 * A directory that the test files of one run share. `npm test` passes one to all tiers and removes it at the end:
 * CDKNIX_TEST_DIRECTORY. Otherwise it belongs to this process: Jest runs the files of a tier one after the other in it, but
 * loads every module again for each file. Nothing runs at the end of such a run, so each run removes what earlier ones left.
 */
export function runDirectory(): string {
  const given = process.env.CDKNIX_TEST_DIRECTORY;
  if (given !== undefined) {
    mkdirSync(given, { recursive: true });
    return given;
  }
  const directory = path.join(tmpdir(), `${prefix}${String(process.pid)}`);
  if (existsSync(directory)) return directory;
  for (const name of readdirSync(tmpdir()).filter((found) => found.startsWith(prefix))) {
    if (!isRunning(Number(name.slice(prefix.length)))) {
      rmSync(path.join(tmpdir(), name), { recursive: true, force: true });
    }
  }
  mkdirSync(directory);
  return directory;
}

/** A new directory in that of the run. */
export function freshDirectory(name: string): string {
  return mkdtempSync(path.join(runDirectory(), `${name}-`));
}

/** What one test file made for all of them, and the sources that it was made from. */
interface Note {
  readonly sources: string;
  readonly made: unknown;
}

/**
 * Makes something expensive once for all test files of a run, also across tiers: the file that asks first makes it, the
 * others read a note of it. It is made again if the sources have changed since, or if it is no longer intact.
 * @param make returns what others need to know; it must survive JSON
 */
export async function sharedInRun<T>(
  name: string,
  make: (directory: string) => Promise<T>,
  isIntact: (made: T) => boolean | Promise<boolean>,
): Promise<T> {
  const file = path.join(runDirectory(), `${name}.note.json`);
  const sources = await digestSources();
  if (existsSync(file)) {
    const note = JSON.parse(readFileSync(file, "utf8")) as Note;
    if (note.sources === sources && (await isIntact(note.made as T))) return note.made as T;
  }
  const made = await make(freshDirectory(name));
  writeFileSync(file, JSON.stringify({ sources, made } satisfies Note));
  return made;
}

function isRunning(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    // It runs and is another user's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
