import { nix } from "cdknix";
import { error, value, type LintProgram } from "./lint-program-types";

const calamaresRuns = ["nixos-generate-config", "nixos-install", "nixos-version"];

/** The programs of lints about the contents of installer profiles. */
export const profileLintPrograms: readonly LintProgram[] = [
  {
    code: "calamares-tools",
    profile: "graphical-calamares",
    wrong: { system: { disableInstallerTools: true } },
    right: { system: { disableInstallerTools: false } },
    questions: [
      {
        about: "the installed programs of those that Calamares runs",
        expression: `lib.intersectLists ${nixList(calamaresRuns)} (map lib.getName config.environment.systemPackages)`,
        wrong: value([]),
        right: value(["nixos-install", "nixos-generate-config", "nixos-version"]),
      },
    ],
  },
  {
    code: "profile-setting",
    profile: "graphical-base",
    wrong: { security: { sudo: { wheelNeedsPassword: true } }, boot: { plymouth: { enable: false } } },
    right: {
      security: { sudo: { wheelNeedsPassword: nix.force(true) } },
      boot: { plymouth: { enable: nix.force(false) } },
    },
    questions: [
      {
        about: "whether sudo asks for a password",
        expression: "config.security.sudo.wheelNeedsPassword",
        wrong: value(false),
        right: value(true),
      },
      {
        about: "whether Plymouth is enabled",
        expression: "config.boot.plymouth.enable",
        wrong: error("The option `boot.plymouth.enable' has conflicting definition values"),
        right: value(false),
      },
    ],
  },
];

function nixList(names: readonly string[]): string {
  return `[ ${names.map((name) => `"${name}"`).join(" ")} ]`;
}
