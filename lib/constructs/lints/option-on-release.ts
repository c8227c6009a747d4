import { optionsWithReleases } from "../core";
import type { Lint } from "./lint";
import { shownValue } from "./values";

/** Options that came with a later release. A foreign module may declare them itself, so that its host is left alone. */
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
            reason: `it came with NixOS ${since}; Nix refuses options that do not exist`,
            fix: instead,
          })),
        ),
};
