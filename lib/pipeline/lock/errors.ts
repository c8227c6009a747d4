import { Failure } from "../../platform/failure";

/** With `--ci` the project's locks may not change, and they would. */
export function lockOutdated(lockFile: string, changes: readonly string[]): Failure {
  return new Failure({
    kind: "usage",
    code: "lock-outdated",
    message: `${lockFile} does not lock what the flake asks for`,
    output: changes.length === 0 ? undefined : changes.join("\n"),
    reason: "with --ci the lock file is not changed, so that what is built is what was committed",
    fix: "run synth lock and commit the lock file",
  });
}
