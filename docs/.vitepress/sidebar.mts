import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import type { DefaultTheme } from "vitepress";
import { addressOf, type GeneratedPage } from "./generated-pages.mjs";

/** Sections that come first among the generated ones. */
const first = ["Constructs: structure", "Constructs: the installer"];

/**
 * Makes the sidebars. The pages of error codes have one of their own: each page contains its whole sidebar, and the links
 * to all codes would double the size of every other page.
 */
export function makeSidebar(documents: string, generated: readonly GeneratedPage[]): DefaultTheme.SidebarMulti {
  const main = mainSidebar(documents, generated);
  return { "/errors/": [...main.slice(0, 2), errorCodes(generated)], "/": main };
}

/** Written pages in reading order, then generated pages. */
function mainSidebar(documents: string, generated: readonly GeneratedPage[]): DefaultTheme.SidebarItem[] {
  const page = (name: string): DefaultTheme.SidebarItem => ({
    text: titleOf(path.join(documents, `${name}.md`)),
    link: `/${name}`,
  });
  const folder = (name: string): DefaultTheme.SidebarItem[] => {
    const directory = path.join(documents, name);
    if (!existsSync(directory)) return [];
    const files = readdirSync(directory).filter((file) => file.endsWith(".md") && file !== "index.md");
    return files.sort().map((file) => page(`${name}/${file.slice(0, -".md".length)}`));
  };
  const sections = [...new Set([...first, ...generated.map(({ section }) => section)])].filter(
    (section) => section !== "" && !isOfErrors(section),
  );
  const lints = folder("lints");
  return [
    {
      text: "Start",
      items: [
        page("quick-start"),
        page("tutorial"),
        page("concepts"),
        page("migrate"),
        page("cdk-users"),
        page("constructs"),
        page("command-line"),
      ],
    },
    { text: "How to", items: folder("how-to") },
    ...sections.map((section) => ({
      text: section,
      collapsed: section !== "Constructs: the installer",
      items: generated
        .filter((candidate) => candidate.section === section)
        .map((candidate) => ({ text: candidate.title, link: addressOf(candidate) })),
    })),
    { text: "Errors", link: "/errors/" },
    ...(lints.length === 0
      ? []
      : [
          {
            text: "Lints",
            collapsed: true,
            ...(existsSync(path.join(documents, "lints/index.md")) ? { link: "/lints/" } : {}),
            items: lints,
          },
        ]),
    {
      text: "Background",
      items: [
        page("architecture"),
        { text: "Offline base", link: "/reference/offline-base" },
        page("nix-formatting"),
        page("image-sizes"),
        page("benchmarks"),
        page("dependencies"),
        page("releasing"),
      ],
    },
  ];
}

/** The index of error codes, with a group for each area: there are too many codes for one list. */
function errorCodes(generated: readonly GeneratedPage[]): DefaultTheme.SidebarItem {
  const areas = [...new Set(generated.map(({ section }) => section))].filter(isOfErrors);
  return {
    text: "Errors",
    link: "/errors/",
    items: areas.map((area) => ({
      text: area.replace(/^Errors: /, ""),
      collapsed: true,
      items: generated
        .filter(({ section }) => section === area)
        .map((candidate) => ({ text: candidate.title, link: addressOf(candidate) })),
    })),
  };
}

function isOfErrors(section: string): boolean {
  return section.startsWith("Errors: ");
}

/** Returns the first heading of a document, up to a colon. */
function titleOf(file: string): string {
  const [, title = path.basename(file, ".md")] = /^# (.+)$/m.exec(readFileSync(file, "utf8")) ?? [];
  return title.replaceAll("`", "").replace(/: .*$/, "");
}
