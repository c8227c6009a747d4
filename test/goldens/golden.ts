import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";

/** The result of evaluating a host with Nix. */
export interface Evaluated {
  /** Values of the options that the host's own modules define, by option. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly warnings: readonly string[];
  readonly failedAssertions: readonly string[];
  /** Derivation of the ISO or system, by version of Nix where it {@link dependsOnNix}; null if an assertion failed. */
  readonly drvPath: string | null | Readonly<Record<string, string>>;
}

/**
 * Hosts whose derivation depends on the version of Nix. The only cause is the NixOS manual on them: for an option with the
 * default 1.0, it contains 1 if Nix 2.8 writes it, and 1.0 if a newer version does.
 */
export const dependsOnNix: ReadonlySet<string> = new Set([
  "space-saver/documentation-true",
  "examples/terraform-rescue",
  "examples/offline-install-web-1",
  "examples/offline-install-stick",
]);

/** Warnings of NixOS that a variant is about, by name; cdknix reports them before. */
const expectedWarnings: Readonly<Record<string, RegExp>> = {
  "boot-config/systemdStage1-false": /^Scripted initrd is deprecated and scheduled for removal in 26\.11\./,
};

/** Results that no construct may have: unexpected warnings, and failed assertions. */
export function complaintsOf(name: string, { warnings, failedAssertions }: Evaluated): readonly string[] {
  return [...warnings.filter((text) => expectedWarnings[name]?.test(text) !== true), ...failedAssertions];
}

/**
 * Constructs and hosts that were not evaluated for a recording. Desktops need pandoc, and the tree had no Haskell packages.
 */
const unevaluated: Readonly<Record<string, readonly string[]>> = {
  "26.11pre": [
    ...["field/graphical-live-desk", "iso-image/profile-graphical-combined"],
    ...["iso-image/profile-graphical-calamares-plasma6", "iso-image/profile-graphical-calamares-cosmic"],
    ...["iso-image/profile-and-edition"],
  ],
};

/** Whether a recording lacks a construct, or a host such as `field/graphical-live-desk`. */
export function isUnevaluated(recording: string, name: string): boolean {
  return unevaluated[recording]?.includes(name) === true;
}

/** An evaluated host, or the reasons why cdknix rejects it. */
export type Golden = EvaluatedHost | { readonly refused: readonly string[] };

/** The input and result of an evaluated host. */
export interface EvaluatedHost {
  /** Hash of the whole flake that was evaluated. */
  readonly tree: string;
  /** Versions of Nix with exactly this result. */
  readonly nix: readonly string[];
  /** Lines of the files that are relevant to the host. */
  readonly files: Emitted;
  readonly evaluated: Evaluated;
}

/** Lines of the generated files, by path. */
export type Emitted = Readonly<Record<string, readonly string[]>>;

/** Hosts by their names. */
export type Goldens = Readonly<Record<string, Golden>>;

/** The inputs of the whole evaluation. */
export interface Evaluation {
  /** Hash of the nixpkgs tree, as in flake.lock. */
  readonly narHash: string;
  /** Release that the programs target, if it is not the name of the recording, such as `26.11` for `26.11pre`. */
  readonly release?: string;
}

const evaluationName = "evaluation.json";

/** Directory of a recording. */
function goldensDirectory(recording: string): string {
  return path.join(__dirname, recording);
}

/** Names of the recordings: one for each nixpkgs tree that was evaluated. */
export function recordings(): readonly string[] {
  return readdirSync(__dirname).filter((name) => existsSync(path.join(__dirname, name, evaluationName)));
}

/** All golden files of a recording by their names without `.json`; empty when there are none. */
export function readGoldens(recording: string): Readonly<Record<string, Goldens>> {
  const directory = goldensDirectory(recording);
  if (!existsSync(directory)) return {};
  const names = readdirSync(directory).filter((name) => name.endsWith(".json") && name !== evaluationName);
  return Object.fromEntries(
    names
      .sort()
      .map((name) => [
        name.replace(/\.json$/, ""),
        JSON.parse(readFileSync(path.join(directory, name), "utf8")) as Goldens,
      ]),
  );
}

/** The inputs of a recording; undefined if there is none. */
export function readEvaluation(recording: string): Evaluation | undefined {
  const file = path.join(goldensDirectory(recording), evaluationName);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Evaluation) : undefined;
}

/** Replaces the golden files of a recording. */
export function writeGoldens(
  recording: string,
  goldens: Readonly<Record<string, Goldens>>,
  evaluation: Evaluation,
): void {
  const directory = goldensDirectory(recording);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory);
  for (const [name, content] of [...Object.entries(goldens), ["evaluation", evaluation] as const]) {
    writeFileSync(path.join(directory, `${name}.json`), `${JSON.stringify(content, undefined, 2)}\n`);
  }
}
