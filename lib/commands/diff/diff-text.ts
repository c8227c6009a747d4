import type { Colors } from "picocolors/types";
import { differenceText, megabytes } from "../../cli/terminal/format";
import type { PackageDifference } from "../../pipeline/image/diff-closures";
import type { BuiltDifference, SizeDifference } from "./diff-built";
import type { ConstructDifference, TreeDifference } from "./diff-output";

type Paint = Pick<Colors, "bold" | "cyan" | "dim" | "green" | "red">;

/** Formats a difference: file patches by construct, then the build results. Empty if there is none. */
export function diffText({ files, built }: TreeDifference, colors: Paint): string {
  const groups = new Map<string, ConstructDifference[]>();
  for (const file of files) {
    const title = file.construct === null ? "not from a construct" : headingOf(file);
    groups.set(title, [...(groups.get(title) ?? []), file]);
  }
  const trees = [...groups].map(([title, members]) =>
    [colors.bold(title), ...members.map(({ patch }) => patchText(patch, colors))].join("\n"),
  );
  return [...trees, ...(built ?? []).map((host) => builtText(host, colors))].join("\n\n");
}

function headingOf({ construct, source }: ConstructDifference): string {
  return source === null ? (construct ?? "") : `${construct ?? ""} (${source})`;
}

function patchText(patch: string, colors: Paint): string {
  return patch
    .trimEnd()
    .split("\n")
    .map((line) => {
      if (/^(?:---|\+\+\+) /.test(line)) return colors.bold(line);
      if (line.startsWith("@@")) return colors.cyan(line);
      if (line.startsWith("+")) return colors.green(line);
      return line.startsWith("-") ? colors.red(line) : line;
    })
    .join("\n");
}

function builtText({ host, iso, closure, packages }: BuiltDifference, colors: Paint): string {
  return [
    colors.bold(`build of ${host}`),
    ...(iso === null ? [] : [`  ISO       ${sizesText(iso)}`]),
    `  packages  ${sizesText(closure)}`,
    ...packages.map((difference) => `  ${packageText(difference, colors)}`),
  ].join("\n");
}

function sizesText({ before, after }: SizeDifference): string {
  if (before === null || after === null) return `${megabytes(after ?? 0)} (no earlier build to compare with)`;
  return before === after
    ? `${megabytes(after)}, unchanged`
    : `${megabytes(before)} -> ${megabytes(after)} (${signed(after - before)})`;
}

function packageText({ name, before, after, bytes }: PackageDifference, colors: Paint): string {
  const [old, fresh] = [before, after].map((versions) => versions.filter(Boolean).join(", "));
  const size = bytes === 0 ? "" : `  ${colors.dim(signed(bytes))}`;
  if (before.length === 0) return `${colors.green("+")} ${[name, fresh].join(" ").trimEnd()}${size}`;
  if (after.length === 0) return `${colors.red("-")} ${[name, old].join(" ").trimEnd()}${size}`;
  return `  ${name}${old === fresh ? "" : ` ${old ?? ""} -> ${fresh ?? ""}`}${size}`;
}

function signed(bytes: number): string {
  return bytes < 0 ? differenceText(bytes) : `+${differenceText(bytes)}`;
}
