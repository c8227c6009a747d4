import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitepress";
import { readGeneratedPages } from "./generated-pages.mjs";
import { keepLinksInside, linkNames } from "./markdown.mjs";
import { makeSidebar } from "./sidebar.mjs";

const documents = path.resolve(fileURLToPath(import.meta.url), "../..");
const generated = readGeneratedPages(documents);

// The site is whole by itself: fonts, search and pictures are part of it, and nothing is asked of another host.
export default defineConfig({
  title: "cdknix",
  description: "NixOS installer images as TypeScript",
  lang: "en",
  outDir: path.join(documents, "../dist/docs"),
  cacheDir: path.join(documents, "../temp/vitepress"),
  markdown: {
    // What documents say of `<host>` is text, never HTML.
    html: false,
    config: (markdown) => {
      linkNames(markdown, generated);
      keepLinksInside(markdown);
    },
  },
  themeConfig: {
    nav: [
      { text: "Quick start", link: "/quick-start" },
      { text: "Tutorial", link: "/tutorial" },
      { text: "Constructs", link: "/constructs" },
      { text: "Commands", link: "/reference/commands/synth" },
    ],
    sidebar: makeSidebar(documents, generated),
    outline: [2, 3],
    search: { provider: "local" },
  },
});
