import { Failure } from "./failure";

/** What Nix built as an ISO is none. */
export function isoNotRead(file: string, reason: string): Failure {
  return new Failure({
    kind: "build",
    code: "iso-not-read",
    message: `what is on ${file} cannot be read`,
    reason,
    fix: "build it again with --force; if it stays so, its IsoImage makes something else than an ISO",
  });
}
