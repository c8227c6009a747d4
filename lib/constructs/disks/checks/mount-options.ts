import type { IssueDetails } from "../../core";
import type { Layout } from "../layout";
import type { Place } from "../places";

/** The mount options of one file system. */
interface Options {
  readonly where: string;
  readonly options: readonly string[];
}

/** Mistakes in mount options, and in the permissions of file systems in memory. */
export function mountOptionIssues({ tmpfs }: Layout, places: readonly Place[]): readonly IssueDetails[] {
  const modes = [...tmpfs].filter(([, { mode }]) => mode !== undefined && !/^(?:[0-7]{3}|0?[0-7]{4})$/.test(mode));
  return [
    ...modes.map(([name, { mode = "" }]) => ({
      code: "tmpfs-mode",
      message: `tmpfs["${name}"]: ${JSON.stringify(mode)} are not permissions`,
      value: JSON.stringify(mode),
      reason: "the kernel takes them as an octal number",
      fix: 'use one such as "755", or "1777" for a directory in which everyone may write',
    })),
    ...optionsIn(tmpfs, places).flatMap(({ where, options }) =>
      options.filter((option) => !/^(?:[^\s"]|"[^\s"]*")+$/.test(option)).map((option) => wrongOption(where, option)),
    ),
  ];
}

/** Elements with several options, which the kernel accepts, but not the checks of options. */
export function mountOptionWarnings({ tmpfs }: Layout, places: readonly Place[]): readonly IssueDetails[] {
  return optionsIn(tmpfs, places).flatMap(({ where, options }) =>
    // Quotes surround a value with a comma, as in a context of SELinux: context="a,b".
    options
      .filter((option) => !/\s/.test(option) && option.replaceAll(/"[^"]*"/g, "").includes(","))
      .map((option) => wrongOption(where, option)),
  );
}

function optionsIn(tmpfs: Layout["tmpfs"], places: readonly Place[]): readonly Options[] {
  return [
    ...[...tmpfs].map(([name, { mountOptions = [] }]) => ({ where: `tmpfs["${name}"]`, options: mountOptions })),
    ...places.flatMap(({ node, where }) =>
      node.kind === "filesystem"
        ? [
            { where, options: node.mountOptions ?? [] },
            ...node.subvolumes.map(({ name, mountOptions }) => ({
              where: `${where}, subvolume ${name}`,
              options: mountOptions,
            })),
          ]
        : [],
    ),
  ];
}

function wrongOption(where: string, option: string): IssueDetails {
  const parts = option.split(/[\s,]+/).filter((part) => part !== "");
  return {
    code: "mount-option",
    message: `${where}: ${JSON.stringify(option)} is not one mount option`,
    value: JSON.stringify(option),
    reason: /\s/.test(option)
      ? "each element of the list is one option, and spaces separate the fields of /etc/fstab"
      : "each element of the list is one option",
    fix:
      parts.length > 1
        ? `use an element for each: [${parts.map((part) => JSON.stringify(part)).join(", ")}]`
        : 'remove it, or use an option such as "noatime"',
  };
}
