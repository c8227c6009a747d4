import { Failure } from "../../platform/failure";

/** The doctor found problems that prevent building. */
export function machineNotReady(checks: readonly string[]): Failure {
  return new Failure({
    kind: "machine",
    code: "machine-not-ready",
    message: `this machine cannot build ISOs yet: ${checks.join(", ")}`,
    fix: "apply the fixes above, then run `synth doctor` again",
  });
}
