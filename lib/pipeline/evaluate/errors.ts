import { explanationOf, type Issue } from "../../model";
import { Failure } from "../../platform/failure";

/** A host that cannot be evaluated. */
export interface FailedHost {
  readonly name: string;
  readonly failure: Failure;
}

/**
 * One failure for all hosts that have one; the same error in several hosts, as of a class, is reported once.
 * @param hosts the number of hosts, including those without a failure.
 * @returns undefined if there is no failure.
 */
export function hostsFailed(failed: readonly FailedHost[], hosts: number): Failure | undefined {
  const [first] = failed;
  if (first === undefined || hosts === 1) return first?.failure;
  const issues = withoutDuplicates(failed.flatMap(({ failure }) => issuesOf(failure)));
  const names = failed.map(({ name }) => name).join(", ");
  return new Failure({
    kind: first.failure.kind,
    code: issues[0]?.code ?? first.failure.code,
    message: `${String(failed.length)} of ${String(hosts)} hosts ${failed.length === 1 ? "has" : "have"} errors: ${names}`,
    output: outputOf(failed, ({ output }) => output),
    wholeOutput: outputOf(failed, ({ output, wholeOutput }) => wholeOutput ?? output),
    details: outputOf(failed, ({ details }) => details),
    issues,
  });
}

/** One failure for two: of hosts that cannot be evaluated, and of the build of the others. */
export function bothFailed(first: Failure, second: Failure): Failure {
  const joined = (texts: readonly (string | undefined)[]): string | undefined =>
    texts.every((text) => text === undefined) ? undefined : texts.filter((text) => text !== undefined).join("\n\n");
  const both = [first, second];
  return new Failure({
    kind: first.kind,
    code: first.code,
    message: `${first.message}; ${second.message}`,
    output: joined(both.map(({ output }) => output)),
    wholeOutput: joined(both.map(({ output, wholeOutput }) => wholeOutput ?? output)),
    details: joined(both.map(({ details }) => details)),
    issues: both.flatMap(issuesOf),
    cause: second,
  });
}

/** The mistakes in the program; or the failure itself, which names its host. */
function issuesOf(failure: Failure): readonly Issue[] {
  if (failure.issues !== undefined && failure.issues.length > 0) return failure.issues;
  const { code, message } = failure;
  return [{ severity: "error", code, constructPath: "", message, ...explanationOf(failure) }];
}

function withoutDuplicates(issues: readonly Issue[]): readonly Issue[] {
  return [...new Map(issues.map((issue) => [JSON.stringify(issue), issue])).values()];
}

/** The texts of failures below the names of their hosts; undefined if there are none. */
function outputOf(failed: readonly FailedHost[], textOf: (failure: Failure) => string | undefined): string | undefined {
  const hostsOf = new Map<string, string[]>();
  for (const { name, failure } of failed) {
    const text = textOf(failure);
    if (text !== undefined) hostsOf.set(text, [...(hostsOf.get(text) ?? []), name]);
  }
  const blocks = [...hostsOf].map(([text, hosts]) => `${hosts.join(", ")}:\n${text}`);
  return blocks.length === 0 ? undefined : blocks.join("\n\n");
}
