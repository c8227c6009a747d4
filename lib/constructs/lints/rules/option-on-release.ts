import { optionsWithReleases } from "../../core";
import type { Lint } from "../lint";
import { shownValue } from "../values";

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
            message: `NixOS ${host.release} has no option ${option}`,
            value: shownValue(value),
            reason: `it was added in NixOS ${since}; Nix rejects options that do not exist`,
            fix: instead,
          })),
        ),
};
