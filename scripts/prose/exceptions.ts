/** Wording that is meant, although a pattern matches it. */
export interface Exception {
  readonly file: string;
  /** Part of the line that has the wording. */
  readonly line: string;
  readonly reason: string;
}

export const exceptions: readonly Exception[] = [
  {
    file: "lib/constructs/collect/options/nested-configurations.ts",
    line: "system/activation/specialisation.nix",
    reason: "the name of a file of NixOS",
  },
  {
    file: "lib/constructs/collect/options/nested-configurations.ts",
    line: 'path: ["specialisation"',
    reason: "the name of an option of NixOS",
  },
  {
    file: "lib/constructs/lints/rules/boot-menu-characters.ts",
    line: 'const entries = "specialisation"',
    reason: "the name of an option of NixOS",
  },
  {
    file: "lib/constructs/installer/space-saver.ts",
    line: "packages that nobody asked for",
    reason: "a comment in generated flakes, whose trees were recorded on real NixOS",
  },
];
