import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import type { DefaultTheme } from "vitepress";
import { addressOf, type GeneratedPage } from "./generated-pages.mjs";

type Item = DefaultTheme.SidebarItem;

/** Where to build: one page per operating system. */
const platforms = ["install-nix", "build-on-macos", "build-on-windows", "build-on-nixos"];

/** Other how-tos, in the order in which somebody who starts with cdknix needs them. */
const howTos = [
  "add-a-key",
  "add-a-package",
  "choose-an-installer-profile",
  "use-your-own-files",
  "secrets",
  "check-logins",
  "disk-layouts",
  "install-offline",
  "use-existing-modules",
  "mix-typescript-and-nix",
  "test-an-image",
  "flash-a-usb-drive",
  "boot-problems",
  "inspect-an-image",
  "shrink-the-image",
  "secure-boot",
  "build-with-a-profile",
  "binary-cache",
  "build-on-other-machines",
  "many-hosts",
  "run-in-ci",
  "check-reproducibility",
  "upgrade",
  "use-in-a-flake",
  "write-a-construct",
  "test-a-construct",
  "build-with-terraform",
];

/**
 * Makes the sidebars. The pages of error codes have one of their own: each page contains its whole sidebar, and the links
 * to all codes would double the size of every other page. A test checks that no page is missing.
 */
export function makeSidebar(documents: string, generated: readonly GeneratedPage[]): DefaultTheme.SidebarMulti {
  const main = mainSidebar(documents, generated);
  return { "/errors/": [...main.slice(0, 2), errorCodes(generated)], "/": main };
}

/** Learning, tasks, and errors first, then reference and background. */
function mainSidebar(documents: string, generated: readonly GeneratedPage[]): Item[] {
  const page = (name: string): Item => ({ text: titleOf(path.join(documents, `${name}.md`)), link: `/${name}` });
  const folder = (name: string): Item[] => pagesIn(documents, name).map((file) => page(`${name}/${file}`));
  const section = (text: string, title = text): Item => ({
    text: title,
    collapsed: true,
    items: generated
      .filter((candidate) => candidate.section === text)
      .map((candidate) => ({ text: candidate.title, link: addressOf(candidate) })),
  });
  const libraries = [...new Set(generated.map((each) => each.section))].filter((name) =>
    /^(?:Library|cdknix\/)/.test(name),
  );
  const commands = section("Commands");
  return [
    {
      text: "Start",
      items: [page("quick-start"), page("tutorial"), page("concepts"), page("cdk-users"), page("migrate")],
    },
    { text: "Platforms", items: platforms.map((name) => page(`how-to/${name}`)) },
    { text: "How to", items: howTos.map((name) => page(`how-to/${name}`)) },
    {
      text: "Errors",
      items: [
        page("wrong-programs"),
        page("errors"),
        { text: "Error codes", link: "/errors/" },
        page("explain"),
        { text: "Lints", link: "/lints/", collapsed: true, items: folder("lints") },
      ],
    },
    {
      text: "Constructs",
      items: [
        { text: "Overview", link: "/constructs" },
        page("typed-options"),
        page("secret-scan"),
        { ...section("Constructs: the installer", "Installer"), collapsed: false },
        section("Constructs: machines", "Machines"),
        section("Constructs: structure", "Structure"),
      ],
    },
    {
      text: "Commands",
      collapsed: true,
      items: [{ text: "Overview", link: "/command-line" }, ...(commands.items ?? [])],
    },
    {
      text: "Library",
      collapsed: true,
      items: libraries.map((name) => section(name, name === "Library" ? "cdknix" : name)),
    },
    section("Examples"),
    {
      text: "Background",
      collapsed: true,
      items: [
        page("architecture"),
        { text: "Offline base", link: "/reference/offline-base" },
        page("evaluated"),
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
function errorCodes(generated: readonly GeneratedPage[]): Item {
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

/** Returns the names of the pages in a folder, without its overview. */
function pagesIn(documents: string, folder: string): readonly string[] {
  const directory = path.join(documents, folder);
  if (!existsSync(directory)) return [];
  const names = readdirSync(directory).flatMap((file) => /^(.+)\.md$/.exec(file)?.[1] ?? []);
  return names.filter((name) => name !== "index" && name !== "README").sort();
}

/** Returns the first heading of a document, up to a colon. */
function titleOf(file: string): string {
  const [, title = path.basename(file, ".md")] = /^# (.+)$/m.exec(readFileSync(file, "utf8")) ?? [];
  return title.replaceAll("`", "").replace(/: .*$/, "");
}
