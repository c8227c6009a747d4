import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

/**
 * Makes the directory that the test files of a run share, for all workers of Jest, and removes it at the end. `npm test` passes
 * one to all tiers and removes it itself: CDKNIX_TEST_DIRECTORY.
 */
export default function setUpRun(): void {
  const given = process.env.CDKNIX_TEST_DIRECTORY;
  if (given !== undefined) {
    mkdirSync(given, { recursive: true });
    return;
  }
  const directory = mkdtempSync(path.join(tmpdir(), "cdknix-tests-"));
  process.env.CDKNIX_TEST_DIRECTORY = directory;
  process.once("exit", () => {
    rmSync(directory, { recursive: true, force: true });
  });
}
