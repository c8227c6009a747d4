import { existsSync, mkdirSync } from "node:fs";
import * as path from "node:path";
import { createSshKeyPair, type BuiltIso, type SshKeyPair } from "../../lib/testing";
import { copyProject } from "./project-copy";
import { run, synth } from "./run";
import { freshDirectory, sharedInRun } from "./run-directory";

/** The example, built by its command line in a copy of this project, with a generated key. */
export interface LilithImage {
  /** Directory of the copy. */
  readonly project: string;
  /** Output of the build on stdout. */
  readonly stdout: string;
  /** The image's entry in `synth --json`. */
  readonly built: BuiltIso;
  readonly key: SshKeyPair;
  /** Duration of the build. */
  readonly seconds: number;
}

/**
 * The image that all test files of a run share. The first one that asks builds it, which takes two to four minutes. Its
 * project is only to be read: other test files use it at the same time.
 */
export function lilithImage(): Promise<LilithImage> {
  return sharedInRun("image", build, isIntact);
}

/** The image with a project of its own, in which a test may change the program and the output. */
export async function ownLilithImage(): Promise<LilithImage> {
  const image = await lilithImage();
  const project = await copyProject(path.join(freshDirectory("own-image"), "project"), image.project);
  return { ...image, project, built: await describeImage(project, ...letIn(image.key)) };
}

/** Whether the ISO is there, and no test that was interrupted has left a changed program behind. */
async function isIntact({ project, built }: LilithImage): Promise<boolean> {
  if (!existsSync(built.iso) || !existsSync(project)) return false;
  return (await run(["git", "status", "--porcelain"], { cwd: project })).stdout === "";
}

/** Options that authorize a key. */
export function letIn({ publicKey }: SshKeyPair): readonly string[] {
  return ["--context", `authorizedKey=${publicKey}`];
}

/** Builds the image of a copy of the project, unless it is up to date. */
export async function describeImage(project: string, ...options: readonly string[]): Promise<BuiltIso> {
  const { stdout } = await synth(project, "--json", ...options);
  const [image] = JSON.parse(stdout) as BuiltIso[];
  if (image === undefined) throw new Error(`synth --json printed no image: ${stdout}`);
  return image;
}

async function build(directory: string): Promise<LilithImage> {
  const keys = path.join(directory, "keys");
  mkdirSync(keys, { mode: 0o700 });
  const key = await createSshKeyPair(keys, "configured");
  const project = await copyProject(path.join(directory, "project"));
  const { stdout, seconds } = await synth(project, ...letIn(key));
  return { project, stdout, seconds, key, built: await describeImage(project, ...letIn(key)) };
}
