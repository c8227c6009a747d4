import { optionsWithReleases } from "../core";
import { evidenceOf } from "../core/release-evidence";
import type { HostDefinitions } from "./host-definitions";
import type { Lint } from "./lint";
import { shownValue } from "./values";

/**
 * Options added in a later release. Hosts with modules from outside the program are skipped, because such a module may
 * declare the options.
 */
export const optionOnRelease: Lint = {
  code: "option-on-release",
  severity: "error",
  options: optionsWithReleases,
  check: (host) =>
    host.hasForeignImports
      ? []
      : host.facts.missingOptions.flatMap(({ option, since, instead }) =>
          host.definitionsOf(option).map(({ module, value }) => ({
            module,
            severity: isInferred(option, host) ? "warning" : "error",
            message: `NixOS ${host.release} ${isInferred(option, host) ? "probably has" : "has"} no option ${option}`,
            value: shownValue(value),
            reason: `it was added in NixOS ${since}; Nix rejects options that do not exist`,
            fix: instead,
          })),
        ),
};

const isInferred = (option: string, { release }: HostDefinitions): boolean =>
  evidenceOf(option, release) === "inferred";
