import { mkdirSync } from "node:fs";
import * as path from "node:path";
import { copyProject } from "../build/project-copy";
import { run } from "../build/run";

/** The package as npm packs it. */
export interface Packed {
  /** The tarball, absolute. */
  readonly tarball: string;
  /** Paths in the package. */
  readonly files: readonly string[];
  /** Bytes of the tarball. */
  readonly size: number;
  /** Bytes of its files. */
  readonly unpackedSize: number;
}

/** Packs a copy of the files of this work tree, as publishing them would. */
export async function packProject(directory: string): Promise<Packed> {
  const copy = await copyProject(path.join(directory, "copy"), path.resolve("."));
  const { stdout } = await run(["npm", "pack", "--json", "--pack-destination", directory], { cwd: copy });
  // What the scripts print comes before it.
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
