import type { Issue, ModuleModel, Release } from "../../model";
import { releaseFacts } from "../core";
import { HostDefinitions, OptionTree } from "./host-definitions";
import { lints } from "./lints";

const options = new OptionTree(lints.flatMap((lint) => lint.options));

/** What the lints say about a host. */
export function lintIssues(modules: readonly ModuleModel[], release: Release): readonly Issue[] {
  const host = new HostDefinitions(modules, options, release, releaseFacts(release));
  return lints.flatMap((lint) =>
    lint.check(host).map(({ module, message, value, reason, fix }): Issue => ({
      severity: lint.severity,
      code: lint.code,
      constructPath: module.constructPath,
      message,
      ...(value === undefined ? {} : { value }),
      reason,
      fix,
      ...(module.source === undefined ? {} : { source: module.source }),
      documentation: `docs/lints/${lint.code}.md`,
    })),
  );
}
