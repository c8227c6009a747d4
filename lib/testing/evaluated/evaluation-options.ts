import type { NixData } from "../../platform/nix/explain/known";

/**
 * The value of an option as NixOS has it, as JSON. What JSON has no word for is an object with the key `$nix`, which names
 * its kind: `{ $nix: "package", name: "git-2.44.1" }`, `{ $nix: "function" }`, `{ $nix: "path", path: "/nix/store/…" }`.
 * @beta
 */
export type EvaluatedValue = NixData;

/**
 * What a host is evaluated with.
 * @beta
 */
export interface EvaluationOptions {
  /**
   * What takes the place of the flake's nixpkgs: a flake reference, or `embedded` for the offline base. Default: the
   * flake's own, as the project's lock file has it; without one, what Nix finds today, which may change.
   */
  readonly nixpkgs?: string;
  /**
   * Output directory of the project: the answers are kept beside it, in `cdk.out.evaluated`. Default: `cdk.out` in the
   * directory that the program was synthesized for.
   */
  readonly output?: string;
}
