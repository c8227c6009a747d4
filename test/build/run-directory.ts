import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { setTimeout } from "node:timers/promises";
import * as path from "node:path";
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
  const lock = await lockFor(file);
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
    lock.close();
  }
}

/** Waits until no other process has the lock. The kernel releases it when its owner ends, even if it is killed. */
async function lockFor(file: string): Promise<Server> {
  mkdirSync(path.dirname(file), { recursive: true });
  for (;;) {
    const server = await listen(`\0${file}`);
    if (server !== undefined) return server;
    await setTimeout(200);
  }
}

function listen(abstractSocket: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(undefined);
      else reject(error);
    });
    server.listen(abstractSocket, () => {
      resolve(server);
    });
  });
}
