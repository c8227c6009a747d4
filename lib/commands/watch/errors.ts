import { Failure } from "../../platform/failure";

/** A SARIF log is complete only when a run ends. */
export function logNeverEnds(): Failure {
  return new Failure({
    kind: "usage",
    code: "flags-conflict",
    message: "synth watch does not support --format sarif",
    reason: "a SARIF log is one document, and synth watch does not end",
    fix: "use --json, which prints one line per run, or run `synth --format sarif`",
  });
}
