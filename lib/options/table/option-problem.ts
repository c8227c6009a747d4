import type { Expression } from "../../nix";

/** Something about the definition of an option that NixOS would refuse, or tell whoever builds. */
export type OptionProblem = {
  /** The option as NixOS writes it, with the place inside its value where there is one: `a.b.c`, `a.b[0]`. */
  readonly option: string;
  readonly value: Expression;
} & (
  | { readonly kind: "unknown"; readonly meant: string | undefined }
  | { readonly kind: "type"; readonly expected: string }
  | { readonly kind: "set"; readonly names: readonly string[] }
  | { readonly kind: "read-only" }
  | { readonly kind: "renamed"; readonly target: string }
  | { readonly kind: "removed"; readonly advice: string }
);
