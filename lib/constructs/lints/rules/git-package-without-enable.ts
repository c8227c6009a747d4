import type { Lint } from "../lint";
import { shownValue } from "../values";

const option = "programs.git.package";
const enable = "programs.git.enable";

/** Source: nixos/modules/programs/git.nix. */
export const gitPackageWithoutEnable: Lint = {
  code: "git-package-without-enable",
  severity: "warning",
  options: [option, enable],
  check: (host) => {
    const profileEnables = host.profile === "installation CD" && host.facts.profileEnablesGit;
    if (profileEnables || host.definitionsOf(enable).length > 0 || host.mayBeHidden(enable)) return [];
    return host.definitionsOf(option).map(({ module, value }) => ({
      module,
      message: "programs.git.package alone does not install git",
      value: shownValue(value),
      reason: "NixOS installs the package only if programs.git.enable is true, and its default is false",
      fix: 'set programs.git.enable too, or use InstallerTools with git: "minimal"',
    }));
  },
};
