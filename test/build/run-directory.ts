import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { lockOutput } from "../../lib/project/output/run-lock";
import { digestSources } from "./project-copy";

/** The directory that the test files of one run share, also in several workers: made by set-up-run.ts, or by `npm test`. */
export function runDirectory(): string {
  const directory = process.env.CDKNIX_TEST_DIRECTORY;
  if (directory === undefined) throw new Error("this test needs jest.nix.config.js or jest.vm.config.js");
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

/** Seconds: several images with an emulated processor, and an installation from one. */
const longestMaking = 2 * 60 * 60;

/**
 * Makes something expensive once for all test files of a run, also across tiers: the file that asks first makes it while
 * others wait, and these read a note of it. It is made again if the sources have changed since, or if it is no longer intact.
 * @param make returns what others need to know; it must survive JSON
 */
export async function sharedInRun<T>(
  name: string,
  make: (directory: string) => Promise<T>,
  isIntact: (made: T) => boolean | Promise<boolean>,
): Promise<T> {
  const file = path.join(runDirectory(), `${name}.note.json`);
  const lock = await lockOutput(file, { waitSeconds: longestMaking });
  try {
    const sources = await digestSources();
    if (existsSync(file)) {
      const note = JSON.parse(readFileSync(file, "utf8")) as Note;
      if (note.sources === sources && (await isIntact(note.made as T))) return note.made as T;
    }
    const made = await make(freshDirectory(name));
    writeFileSync(file, JSON.stringify({ sources, made } satisfies Note));
    return made;
  } finally {
    lock.release();
  }
}
