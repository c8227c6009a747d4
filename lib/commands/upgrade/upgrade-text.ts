import { formatTable } from "../../cli/terminal/format";
import { formatIssue } from "../../model";
import type { Upgrade } from "./plan-upgrade";

/** Formats the effect of another release for people: problems, differences, inputs, and files. */
export function upgradeText({ to, flakes, issues, later, files }: Upgrade): string {
  const flakesByRelease = [...new Map(flakes.map((flake) => [flake.from, flake])).values()];
  const sections = [
    ...(issues.length === 0 ? [] : [`In the program, on NixOS ${to}:`, ...issues.map(formatIssue)]),
    ...(later === null || later.issues.length === 0
      ? []
      : [`cdknix does not include the options of NixOS ${to}. On ${later.release}:`, ...later.issues.map(formatIssue)]),
    ...flakesByRelease.map(({ from, differences }) =>
      [
        `From NixOS ${from} to ${to}:`,
        formatTable(differences.map(({ subject, before, after }) => ["", subject, before, "->", after])),
      ].join("\n"),
    ),
    ...flakes
      .filter(({ inputs }) => inputs.length > 0)
      .map(({ flake, inputs }) =>
        [`Inputs of ${flake} on another release:`, ...inputs.map((url) => `  ${url}`)].join("\n"),
      ),
    ...(files ?? []).map(({ patch }) => patch.trimEnd()),
  ];
  return sections.join("\n\n");
}

/** The summary: what was or would be replaced, and what is left to do. */
export function upgradeSummary(
  { to, flakes, files, issues, rewritten, notLiteral }: Upgrade,
  dryRun: boolean,
): readonly string[] {
  if (flakes.length === 0) return [`the program already targets NixOS ${to}`];
  const errors = issues.filter(({ severity }) => severity === "error").length;
  const lines = [
    ...rewritten.map((file) => `${dryRun ? "would set" : "set"} the release in ${file}`),
    ...flakes
      .filter(({ flake }) => notLiteral.includes(flake))
      .map(
        ({ flake, source }) =>
          `the release of ${flake} is not a literal${source === null ? "" : `: it is passed at ${source}`}; set it to "${to}" where it is defined, such as the context in cdk.json`,
      ),
  ];
  const change =
    files === null
      ? `on NixOS ${to}, the program has ${String(errors)} error${errors === 1 ? "" : "s"} to fix`
      : files.length === 1
        ? `1 generated file ${dryRun ? "would change" : "changes"}`
        : `${String(files.length)} generated files ${dryRun ? "would change" : "change"}`;
  return [...lines, change];
}
