import { whoCanLogIn, type Logins } from "../../logins/who-can-log-in";
import type { Issue } from "../../model";
import { evaluateStaged, type HostRequest } from "../../pipeline/evaluate/evaluable-host";
import { openLoginIssues } from "../../pipeline/evaluate/evaluate-target";
import { logListener, type Reporter } from "../../pipeline/reporter";
import type { Step } from "../../pipeline/step";
import { evaluateLogins } from "../../platform/nix/logins/evaluate-logins";

/** Who can log in to a host, with an issue for everything that lets anyone in. */
export interface FoundLogins {
  readonly logins: Logins;
  readonly issues: readonly Issue[];
}

/** Evaluates who can log in to a host. Builds nothing; the output and the project's lock files do not change. */
export function findLogins(request: HostRequest, reporter: Reporter): Step<FoundLogins> {
  return evaluateStaged(request, reporter, async ({ target, host, tool, tree, context }) => {
    const logins = whoCanLogIn(await evaluateLogins(tool, host, logListener(reporter)));
    if (logins.open.length === 0) return { logins, issues: [] };
    return { logins, issues: await openLoginIssues(context, target, host, tree, logins.open) };
  });
}
