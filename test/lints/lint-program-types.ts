import type { InstallerProfile, NixosConfig } from "cdknix";

/** The expected result of an expression on a real NixOS: a value, or an error with some text. */
export type Effect = { readonly value: unknown } | { readonly error: string };

/** A question to a real NixOS with a program, and the answers that prove the lint right. */
export interface Question {
  /** The question, as written in the documentation. */
  readonly about: string;
  /** Nix expression over `config`, `pkgs`, `lib`, and the tree's path `nixpkgs`. */
  readonly expression: string;
  readonly wrong: Effect;
  readonly right: Effect;
}

/** A lint with a program that it reports, the program after its fix, and how real NixOS treats both. */
export interface LintProgram {
  readonly code: string;
  /** Installer profile that both programs import. Default: minimal. */
  readonly profile?: InstallerProfile;
  readonly wrong: NixosConfig;
  readonly right: NixosConfig;
  readonly questions: readonly Question[];
}

/** An expected value. */
export const value = (given: unknown): Effect => ({ value: given });
/** An expected error, by its words. */
export const error = (words: string): Effect => ({ error: words });
