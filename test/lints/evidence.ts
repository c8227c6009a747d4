import { FlakeAssertions } from "cdknix/testing";
import { uncheckedProgram } from "./lint-program";
import type { LintProgram } from "./lint-program-types";
import type { NixConfLine } from "./nix-conf";
import type { Answer } from "./real-nixos";

/** An evaluated program, and the results of real NixOS. */
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
  /** Of the keys that "en" lacks, those with a line in a keymap of kbd's source. */
  readonly keyMaps: { readonly kbd: string; readonly en: readonly number[]; readonly us: readonly number[] };
  /** How each Nix treats flake settings in a nix.conf with flakes disabled, by its version and the line. */
  readonly nixConf: Readonly<Record<string, Readonly<Record<string, NixConfLine>>>>;
  readonly lints: Readonly<Record<string, { readonly wrong: Recorded; readonly right: Recorded }>>;
}

/** minus, equals, backtick, and backslash. Source: include/uapi/linux/input-event-codes.h of Linux. */
export const keysOfInterest = [12, 13, 41, 43];

/** The emitted tree of a flake with the installer profile and one of the configurations. */
export function filesOf(program: LintProgram, kind: "wrong" | "right"): Readonly<Record<string, string>> {
  // Lint errors stop synthesis, so there would be no text.
  const files = FlakeAssertions.fromApp(uncheckedProgram(program[kind], emittingRelease, program.profile)).files;
  return Object.fromEntries(Object.entries(files).map(([file, text]) => [file.replace(/^dotfiles\//, ""), text]));
}

/** The release that the programs are emitted for; a plain module is the same on all of them. */
const emittingRelease = "26.05";

/** Directories of the emitted tree that make up the host. */
export const hostModules = ["modules/iso", "systems/lilith"];

/** Text of a configuration's module. */
export function moduleOf(program: LintProgram, kind: "wrong" | "right"): string {
  return filesOf(program, kind)["modules/iso/m.nix"] ?? "";
}

/** The questions about a program, with the expected answers. */
export function questionsOf(
  program: LintProgram,
  kind: "wrong" | "right",
): readonly (Answer & { expression: string })[] {
  return program.questions.map((question) => ({ expression: question.expression, ...question[kind] }));
}
