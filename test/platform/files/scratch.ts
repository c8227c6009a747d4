import { execFileSync } from "node:child_process";
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import type { FileTree, TreeFile } from "../../../lib/model";

const made: string[] = [];

/** A new empty directory that is removed after the test file. */
export function scratch(): string {
  const directory = realpathSync(mkdtempSync(path.join(tmpdir(), "cdknix-test-")));
  made.push(directory);
  return directory;
}

afterAll(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
});

/** Writes files by their path relative to a directory. */
export function put(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
    writeFileSync(path.join(directory, name), text);
  }
}

/** Everything in a directory by relative path: contents of files (prefix `*` if executable), `-> target` of links. */
export function look(directory: string): Record<string, string> {
  const found: Record<string, string> = {};
  const visit = (below: string): void => {
    for (const name of readdirSync(path.join(directory, below)).sort()) {
      const relative = path.join(below, name);
      const file = path.join(directory, relative);
      const stats = lstatSync(file);
      if (stats.isDirectory()) visit(relative);
      else if (stats.isSymbolicLink()) found[relative] = `-> ${readlinkSync(file)}`;
      else found[relative] = ((stats.mode & 0o100) === 0 ? "" : "*") + readFileSync(file, "utf8");
    }
  };
  visit("");
  return found;
}

/** Runs git with its own identity. */
export function git(directory: string, ...args: string[]): string {
  const identity = ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main"];
  return execFileSync("git", [...identity, ...args], {
    cwd: directory,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** A file tree from strings. */
export function fileTree(files: Readonly<Record<string, string | TreeFile>>): FileTree {
  return {
    files: new Map(
      Object.entries(files).map(([name, file]) => [name, typeof file === "string" ? { text: file } : file]),
    ),
    copies: new Map(),
  };
}
