import * as path from "node:path";
import { classText, type ClassContext } from "./class-page";
import type { EntryPoint, Exported, Library } from "./library";
import { blocks, code } from "./markdown";
import { isNamespace, namespaceText, otherText } from "./other-text";
import { kebabCase, type Page } from "./page";
import { readUsages } from "./usages";

/** Generates the pages of the library: one for each construct and class, and one for the other exports of an entry point. */
export function libraryPages({ checker, entryPoints }: Library): readonly Page[] {
  const names = new Set(entryPoints.flatMap(({ exports }) => exports.map(({ name }) => name)));
  const usages = readUsages();
  return entryPoints.flatMap((entryPoint) => {
    const context: ClassContext = { checker, entryPoint: entryPoint.name, usages, names };
    const alone = entryPoint.exports.filter((exported) => hasPage(exported));
    const rest = entryPoint.exports.filter((exported) => !hasPage(exported));
    return [
      ...alone.map((exported) => ({
        file: `${folderOf(exported, entryPoint)}/${kebabCase(exported.name)}.md`,
        title: exported.name,
        section: sectionOf(exported, entryPoint),
        names: [exported.name],
        text: isNamespace(exported) ? namespaceText(exported, checker) : classText(exported, context),
      })),
      ...(rest.length === 0 ? [] : [restPage(entryPoint, rest, checker)]),
    ];
  });
}

const hasPage = (exported: Exported): boolean =>
  exported.kind === "construct" || exported.kind === "class" || isNamespace(exported);

function restPage(entryPoint: EntryPoint, rest: readonly Exported[], checker: Library["checker"]): Page {
  const inOrder = [...rest].sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    file: `${folder(entryPoint)}/other-exports.md`,
    title: "Types, functions, values",
    section: library(entryPoint),
    names: inOrder.map(({ name }) => name),
    text: blocks(
      `# ${entryPoint.name}: types, functions, values`,
      entryPoint.documentation,
      `Exports of ${code(entryPoint.name)} that have no page of their own.`,
      ...inOrder.map((exported) => otherText(exported, checker)),
    ),
  };
}

function folderOf({ kind }: Exported, entryPoint: EntryPoint): string {
  return kind === "construct" && entryPoint.name === "cdknix" ? "constructs" : folder(entryPoint);
}

function folder({ name }: EntryPoint): string {
  return path.posix.join("library", ...name.split("/").slice(1));
}

function library({ name }: EntryPoint): string {
  return name === "cdknix" ? "Library" : name;
}

function sectionOf({ kind, file }: Exported, entryPoint: EntryPoint): string {
  if (kind !== "construct" || entryPoint.name !== "cdknix") return library(entryPoint);
  if (file.startsWith("lib/constructs/disks/")) return "Constructs: machines";
  return file.startsWith("lib/constructs/installer/") ? "Constructs: the installer" : "Constructs: structure";
}
