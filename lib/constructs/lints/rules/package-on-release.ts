import type { Finding, Lint } from "../lint";
import { namesBehind, shownValue } from "../values";

const option = "nix.package";

/** Lix package sets that are missing from the release's nixpkgs. Source: pkgs/tools/package-management/lix. */
export const packageOnRelease: Lint = {
  code: "package-on-release",
  severity: "error",
  options: [option],
  check: (host) =>
    host.strongestOf(option).flatMap(({ module, value }): readonly Finding[] => {
      const [sets, set = ""] = namesBehind("pkgs", value) ?? [];
      if (sets !== "lixPackageSets") return [];
      const isGone = host.facts.removedLixPackageSets.includes(set);
      if (host.facts.hasLixPackageSets && !isGone) return [];
      return [
        {
          module,
          message: `the nixpkgs of NixOS ${host.release} does not have this package`,
          value: shownValue(value),
          reason: isGone
            ? `lixPackageSets.${set} was removed because that version of Lix is no longer maintained`
            : "lixPackageSets was added in NixOS 25.05",
          fix: isGone ? "use pkgs.lixPackageSets.stable.lix, or pkgs.lix" : "use pkgs.lix, which every release has",
        },
      ];
    }),
};
