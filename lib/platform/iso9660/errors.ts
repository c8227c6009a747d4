import { Failure } from "../failure";

/** The ISO that Nix built cannot be parsed. */
export function isoNotRead(file: string, reason: string): Failure {
  return new Failure({
    kind: "build",
    code: "iso-not-read",
    message: `cannot read the contents of ${file}`,
    reason,
    fix: "rebuild it with --force; if that does not help, its IsoImage does not build an ISO",
  });
}
