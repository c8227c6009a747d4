import type { Expression } from "../../nix";

/** A problem in an option definition that NixOS would reject or warn about. */
export type OptionProblem = {
  /** The option as NixOS writes it, followed by the position inside its value, if any: `a.b.c`, `a.b[0]`. */
  readonly option: string;
  readonly value: Expression;
} & (
  | {
      readonly kind: "unknown";
      readonly meant: string | undefined;
      /** Whether only one letter differs from the name of another option. */
      readonly isMisspelled: boolean;
    }
  | { readonly kind: "type"; readonly expected: string }
  | { readonly kind: "set"; readonly names: readonly string[] }
  | { readonly kind: "read-only" }
  | { readonly kind: "renamed"; readonly target: string }
  | { readonly kind: "removed"; readonly advice: string }
);
