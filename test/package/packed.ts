import { mkdirSync } from "node:fs";
import * as path from "node:path";
import { copyProject } from "../build/project-copy";
import { run } from "../build/run";

/** The package, packed by npm. */
export interface Packed {
  /** Absolute path of the tarball. */
  readonly tarball: string;
  /** Paths in the package. */
  readonly files: readonly string[];
  /** Size of the tarball in bytes. */
  readonly size: number;
  /** Total size of its files in bytes. */
  readonly unpackedSize: number;
}

/** Packs a copy of this work tree's files, as for publishing. */
export async function packProject(directory: string): Promise<Packed> {
  const copy = await copyProject(path.join(directory, "copy"), path.resolve("."));
  const { stdout } = await run(["npm", "pack", "--json", "--pack-destination", directory], { cwd: copy });
  // The output of npm scripts comes first.
  const [packed] = JSON.parse(stdout.slice(stdout.indexOf("[\n"))) as [
    { filename: string; files: { path: string }[]; size: number; unpackedSize: number },
  ];
  return {
    tarball: path.join(directory, packed.filename),
    files: packed.files.map((file) => file.path),
    size: packed.size,
    unpackedSize: packed.unpackedSize,
  };
}

/** Installs packages into a new directory. */
export async function installInto(directory: string, ...packages: readonly string[]): Promise<void> {
  mkdirSync(directory, { recursive: true });
  await run(["npm", "install", "--no-audit", "--no-fund", "--prefer-offline", ...packages], { cwd: directory });
}
