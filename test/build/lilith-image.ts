import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { createSshKeyPair, type BuiltIso, type SshKeyPair } from "../../lib/testing";
import { copyProject } from "./project-copy";
import { synth } from "./run";
import { runDirectory } from "./run-directory";

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

/** The image of this test run, built on first use: two to four minutes. */
export async function lilithImage(): Promise<LilithImage> {
  const note = path.join(runDirectory(), "image.json");
  if (!existsSync(note))
    writeFileSync(note, JSON.stringify(await build(mkdtempSync(path.join(runDirectory(), "image-")))));
  return JSON.parse(readFileSync(note, "utf8")) as LilithImage;
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
