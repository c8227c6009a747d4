import type { NixosConfig } from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import { lintProgram } from "./lint-program";
import type { LintProgram } from "./lint-programs";
import type { NixConfLine } from "./nix-conf";
import type { Answer } from "./real-nixos";

/** What was evaluated, and what real NixOS gave. */
export interface Recorded {
  /** Text of the module file, as it is emitted. */
  readonly module: string;
  readonly answers: readonly ({ readonly expression: string } & Answer)[];
}

/** A committed file of evidence. */
export interface Evidence {
  /** Release of the nixpkgs tree. */
  readonly release: string;
  /** Version of the Nix that evaluated. */
  readonly nix: string;
  /** Keys of a key map of kbd's source that have a line of their own, of those that "en" lacks. */
  readonly keyMaps: { readonly kbd: string; readonly en: readonly number[]; readonly us: readonly number[] };
  /** What each Nix makes of settings of flakes in a nix.conf that has flakes off, by its version and the line. */
  readonly nixConf: Readonly<Record<string, Readonly<Record<string, NixConfLine>>>>;
  readonly lints: Readonly<Record<string, { readonly wrong: Recorded; readonly right: Recorded }>>;
}

/** minus, equals, grave and backslash. Source: include/uapi/linux/input-event-codes.h of Linux. */
export const keysOfInterest = [12, 13, 41, 43];

/** The emitted tree of a flake with one configuration beside the installer profile. */
export function filesOf(config: NixosConfig): Readonly<Record<string, string>> {
  // Errors among the lints stop the synthesis, so that there would be no text: another release knows no such errors.
  const files = FlakeAssertions.fromApp(lintProgram([config], emittingRelease).app).files;
  return Object.fromEntries(Object.entries(files).map(([file, text]) => [file.replace(/^dotfiles\//, ""), text]));
}

/** The release that the programs are emitted for; a plain module reads the same on all of them. */
const emittingRelease = "26.05";

/** Directories of the emitted tree that make up the host. */
export const hostModules = ["modules/iso", "systems/lilith"];

/** Text of the module that a configuration becomes. */
export function moduleOf(config: NixosConfig): string {
  return filesOf(config)["modules/iso/m.nix"] ?? "";
}

/** What a program is asked, with the answers that are expected. */
export function questionsOf(
  program: LintProgram,
  kind: "wrong" | "right",
): readonly (Answer & { expression: string })[] {
  return program.questions.map((question) => ({ expression: question.expression, ...question[kind] }));
}
