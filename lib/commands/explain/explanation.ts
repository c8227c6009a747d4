import type { NixData } from "../../platform/nix/explain/known";

/** Where a file comes from: the program, NixOS, the offline base, another input by name, or somewhere that is not known. */
export interface Origin {
  /** Relative to what it belongs to, such as `modules/iso/boot.nix` or `nixos/modules/system/boot/kernel.nix`. */
  readonly file: string;
  /** `program`, `nixpkgs`, `offline-base`, the name of another input of the flake; null where it is not known. */
  readonly from: string | null;
  /** Path of the construct that wrote it; null for files of others. */
  readonly construct: string | null;
  /** Line of the program that made the construct; null where it is not known. */
  readonly source: string | null;
}

/**
 * What became of a definition. `won`: it alone is the value; `merged`: it is part of it; `lost`: another one has a stronger
 * priority; `inactive`: the condition before it does not hold.
 */
export type Outcome = "won" | "merged" | "lost" | "inactive";

/** A definition of an option. */
export interface ExplainedDefinition extends Origin {
  readonly outcome: Outcome;
  /** The number of NixOS's `mkOverride`: the lowest wins. Null while it is not active. */
  readonly priority: number | null;
  /** The number of NixOS's `mkOrder`; null where it has none. */
  readonly order: number | null;
  /** Whether it is the option's own default. */
  readonly isDefault: boolean;
  /** What it defines; null while it is not active. */
  readonly value: NixData;
}

/** An option of a host: what it comes to, and why. */
export interface ExplainedOption {
  readonly kind: "option";
  readonly host: string;
  readonly option: string;
  /** In NixOS's words; null where nothing is known of it. */
  readonly type: string | null;
  /** Nix source, or a value; null when it has none. */
  readonly default: { readonly text: string } | { readonly value: NixData } | null;
  /** Whether it has a value: a definition that is active, or a default. */
  readonly isDefined: boolean;
  /** Null where it has none. */
  readonly value: NixData;
  /** Why the value cannot be evaluated, in Nix's words; null when it can. */
  readonly error: string | null;
  /** Files that declare it. */
  readonly declarations: readonly string[];
  /** Those that are merged in the order of merging, then those that lost, then those that are not active. */
  readonly definitions: readonly ExplainedDefinition[];
  /** Whether definitions that lost are among them. False where this nixpkgs does not tell. */
  readonly isComplete: boolean;
  /** Similar names that are set beside it, when it is not. */
  readonly similar: readonly string[];
}

/** A set of options: those below it that the program sets. */
export interface ExplainedPrefix {
  readonly kind: "prefix";
  readonly host: string;
  readonly option: string;
  readonly options: readonly ExplainedOption[];
}

/** What `synth explain` tells. */
export type Explanation = ExplainedOption | ExplainedPrefix;
