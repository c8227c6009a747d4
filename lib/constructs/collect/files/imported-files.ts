import * as path from "node:path";
import type { AssetFile } from "../../../model";
import { formatValuePath, sourceProblem, type Expression, type ValuePath } from "../../../nix";
import type { IssueDetails } from "../../core";
import type { SynthesisEnvironment } from "../collector";

type Details = IssueDetails & { readonly code: string };

/** The files of a flake, and how to read them. */
interface CopiedFiles {
  /** The files, by their path in the flake. */
  readonly files: ReadonlyMap<string, AssetFile>;
  readonly readText: SynthesisEnvironment["readText"];
}

/**
 * The problems with the user's files in a list of imported modules: files that are no modules, and directories without one.
 * @param list path of the list in the construct's properties
 * @param file path of the file with the list, relative to the flake's directory
 */
export function importedFileIssues(
  items: readonly Expression[],
  list: ValuePath,
  file: string,
  copied: CopiedFiles,
): readonly Details[] {
  return items.flatMap((item, index) => {
    // A module is checked where it is copied.
    if (item.kind !== "path" || item.origin === undefined || item.origin.startsWith("nix.module")) return [];
    const target = path.posix.join(path.posix.dirname(file), item.text);
    return nixFileIssue([...list, index], item.origin, target, copied, "module") ?? [];
  });
}

/**
 * The problem with a file or directory of the user that Nix evaluates.
 * @param origin how the program names it
 * @param target its path in the flake
 */
export function nixFileIssue(
  where: ValuePath,
  origin: string,
  target: string,
  { files, readText }: CopiedFiles,
  kind: "expression" | "module",
): Details | undefined {
  const module = files.get(target) ?? files.get(`${target}/default.nix`);
  if (module === undefined) {
    const inside = [...files.keys()].filter((name) => name.startsWith(`${target}/`) && name.endsWith(".nix")).sort();
    const [first] = inside.map((name) => files.get(name)?.original ?? "");
    return {
      code: "not-a-module",
      message: `${formatValuePath(where)} is a directory without a default.nix`,
      value: origin,
      reason: "the module in a directory is its default.nix",
      fix: first === undefined ? "add one" : `add one, or import a file in it: nix.module("./${first}")`,
    };
  }
  const read = module.kind === "file" ? readText(module.from) : { problem: "" };
  const problem = "text" in read ? sourceProblem(read.text, kind) : undefined;
  if (problem === undefined) return undefined;
  return {
    code: "not-a-module",
    message: `${formatValuePath(where)} refers to ${module.original}, which is not ${kind === "module" ? "a NixOS module" : "Nix source"}`,
    value: origin,
    reason: problem,
    fix: "import a file with a module: { config, pkgs, ... }: { … }",
  };
}
