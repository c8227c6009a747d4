import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { createSshKeyPair, type BuiltIso, type SshKeyPair } from "../../lib/testing";
import { copyProject } from "./project-copy";
import { synth } from "./run";
import { runDirectory } from "./run-directory";

/** The example, built by its command line in a copy of this project, with a key that was made for it. */
export interface LilithImage {
  /** Directory of the copy. */
  readonly project: string;
  /** What the build printed on stdout. */
  readonly stdout: string;
  /** What `synth --json` says about the image. */
  readonly built: BuiltIso;
  readonly key: SshKeyPair;
  /** Seconds that the build took. */
  readonly seconds: number;
}

/** The image of this run of the tests, built by whoever asks first: two to four minutes. */
export async function lilithImage(): Promise<LilithImage> {
  const note = path.join(runDirectory(), "image.json");
  if (!existsSync(note))
    writeFileSync(note, JSON.stringify(await build(mkdtempSync(path.join(runDirectory(), "image-")))));
  return JSON.parse(readFileSync(note, "utf8")) as LilithImage;
}

/** The options that let the owner of a key in. */
export function letIn({ publicKey }: SshKeyPair): readonly string[] {
  return ["--context", `authorizedKey=${publicKey}`];
}

/** Builds, or finds built, the image of a copy of the project. */
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
