import type { NixData } from "../../platform/nix/explain/known";

/** Where a file comes from: the program, NixOS, the offline base, another input, or an unknown place. */
export interface Origin {
  /** Relative to its origin, such as `modules/iso/boot.nix` or `nixos/modules/system/boot/kernel.nix`. */
  readonly file: string;
  /** `program`, `nixpkgs`, `offline-base`, or the name of another flake input; null if unknown. */
  readonly from: string | null;
  /** Path of the construct that wrote it; null for files that are not from the program. */
  readonly construct: string | null;
  /** Line of the program that creates the construct, or of your own Nix module that has the definition; null if unknown. */
  readonly source: string | null;
}

/**
 * The outcome of a definition. `won`: it alone is the value; `merged`: it is part of the value; `lost`: another definition
 * has a stronger priority; `inactive`: its condition is false.
 */
export type Outcome = "won" | "merged" | "lost" | "inactive";

/** A definition of an option. */
export interface ExplainedDefinition extends Origin {
  readonly outcome: Outcome;
  /** The priority as in `mkOverride`: the lowest wins. Null if it is inactive. */
  readonly priority: number | null;
  /** The order as in `mkOrder`; null if it has none. */
  readonly order: number | null;
  /** Whether it is the option's own default. */
  readonly isDefault: boolean;
  /** The defined value; null if it is inactive. */
  readonly value: NixData;
}

/** An option of a host: its value, and why. */
export interface ExplainedOption {
  readonly kind: "option";
  readonly host: string;
  readonly option: string;
  /** The description of its type in NixOS; null if unknown. */
  readonly type: string | null;
  /** Nix source, or a value; null if it has none. */
  readonly default: { readonly text: string } | { readonly value: NixData } | null;
  /** Whether it has a value: an active definition or a default. */
  readonly isDefined: boolean;
  /** Null if it has none. */
  readonly value: NixData;
  /** The Nix error if the value cannot be evaluated; otherwise null. */
  readonly error: string | null;
  /** Files that declare it. */
  readonly declarations: readonly string[];
  /** Definitions that won or were merged, in merge order, then those that lost, then inactive ones. */
  readonly definitions: readonly ExplainedDefinition[];
  /** Whether the definitions that lost are included. False if this nixpkgs does not keep them. */
  readonly isComplete: boolean;
  /** Similar names that are set next to it, if it is not set. */
  readonly similar: readonly string[];
}

/** A set of options, with those that the program sets. */
export interface ExplainedPrefix {
  readonly kind: "prefix";
  readonly host: string;
  readonly option: string;
  readonly options: readonly ExplainedOption[];
}

/** The result of `synth explain`. */
export type Explanation = ExplainedOption | ExplainedPrefix;
