import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import type { NixTool } from "../../lib/platform/nix/tool";
import { run } from "../build/run";
import { filesBelow, repository, synthesizedIn } from "./examples";

/** Directory of the example. */
export const handWritten = path.join(repository, "examples/hand-written");
/** Names of its programs. */
export const steps = ["step-1", "step-2"] as const;

/** The derivation that is built of each host. */
const installables = { desk: "system.build.toplevel", rescue: "system.build.isoImage" } as const;

type Files = Readonly<Record<string, string>>;
/** Derivations by host. */
export type Derivations = Readonly<Record<keyof typeof installables, string>>;

/** Results on real NixOS, as `npm run hand-written` records them. */
export interface Recorded {
  /** Hash of the flakes that were evaluated. */
  readonly sources: string;
  /** Hashes of the inputs' files. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Derivations by version of Nix: the same for the hand-written flake and both generated ones. */
  readonly derivations: Readonly<Record<string, Derivations>>;
}

/** File with the recorded results. */
export const recordFile = path.join(__dirname, "evaluated-hand-written.json");

/** Reads the recorded results. */
export function recorded(): Recorded {
  return JSON.parse(readFileSync(recordFile, "utf8")) as Recorded;
}

/** Synthesizes a step. Returns the files that it writes. */
export function synthesizedStep(step: (typeof steps)[number], ...options: readonly string[]): Files {
  return synthesizedIn(handWritten, `npx ts-node ${step}.ts`, ...options);
}

/** The hand-written flake and the generated ones: their files by the name of the flake. */
export function flakes(): Readonly<Record<string, Files>> {
  const generated = steps.map((step) => {
    // A flake that is not in a Git repository has this revision.
    const files = synthesizedStep(step, "-c", "cdknix:revision=dirty");
    return [step, below("dotfiles/", files)] as const;
  });
  return { before: handWrittenFiles(), ...Object.fromEntries(generated) };
}

/** Hash of the flakes: their derivations depend on nothing else but the inputs. */
export function digestOf(all: Readonly<Record<string, Files>>): string {
  return createHash("sha256").update(JSON.stringify(all)).digest("hex");
}

/**
 * Evaluates the hosts of a flake.
 * @param directory empty directory to write the flake to
 * @param inputs flake references to use instead of the flake's inputs
 */
export async function derivationsOf(
  tool: NixTool,
  files: Files,
  directory: string,
  inputs: Readonly<Record<string, string>>,
): Promise<Derivations> {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(directory, file)), { recursive: true });
    writeFileSync(path.join(directory, file), text);
  }
  const overrides = Object.entries(inputs).flatMap(([name, input]) => ["--override-input", name, input]);
  const found: [string, string][] = [];
  for (const [host, attribute] of Object.entries(installables)) {
    const installable = `path:${directory}#nixosConfigurations.${host}.config.${attribute}.drvPath`;
    const argv = ["nix", "eval", ...tool.args, "--raw", "--no-write-lock-file", ...overrides, installable] as const;
    found.push([host, (await run(argv, { cwd: "/", env: tool.env })).stdout]);
  }
  return Object.fromEntries(found) as Derivations;
}

/** The files of the hand-written flake, without the programs and their output. */
function handWrittenFiles(): Files {
  const isOfFlake = (file: string): boolean =>
    file === "flake.nix" || /^(?:home|hosts|modules|overlays|packages)\//.test(file);
  return Object.fromEntries(Object.entries(filesBelow(handWritten)).filter(([file]) => isOfFlake(file)));
}

function below(directory: string, files: Files): Files {
  return Object.fromEntries(
    Object.entries(files).flatMap(([file, text]) =>
      file.startsWith(directory) ? [[file.slice(directory.length), text]] : [],
    ),
  );
}
