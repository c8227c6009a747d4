import { Failure } from "../../platform/failure";

/** The doctor found what makes building impossible. */
export function machineNotReady(checks: readonly string[]): Failure {
  return new Failure({
    kind: "machine",
    code: "machine-not-ready",
    message: `no ISO can be built here yet: see ${checks.join(", ")}`,
    fix: "do what the lines above say, then run synth doctor again",
  });
}
