import type { NixData } from "../../platform/nix/explain/known";

/**
 * The value of an option in NixOS, as JSON. A value that JSON cannot represent is an object with the key `$nix`, which names
 * its kind: `{ $nix: "package", name: "git-2.44.1" }`, `{ $nix: "function" }`, `{ $nix: "path", path: "/nix/store/…" }`.
 * @beta
 */
export type EvaluatedValue = NixData;

/**
 * Options for evaluating a host.
 * @beta
 */
export interface EvaluationOptions {
  /**
   * Replacement for the flake's nixpkgs: a flake reference, or `embedded` for the offline base. Default: the flake's own, as
   * in the project's lock file; without a lock file, the current revision, which may change.
   */
  readonly nixpkgs?: string;
  /**
   * Output directory of the project: the answers are cached next to it, in `cdk.out.evaluated`. Default: `cdk.out` in the
   * directory that the program was synthesized for.
   */
  readonly output?: string;
}
