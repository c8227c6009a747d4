import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitepress";
import { readGeneratedPages } from "./generated-pages.mjs";
import { keepLinksInside, linkNames } from "./markdown.mjs";
import { makeSidebar } from "./sidebar.mjs";

const documents = path.resolve(fileURLToPath(import.meta.url), "../..");
const generated = readGeneratedPages(documents);

// The site is self-contained: fonts, search, and pictures are part of it, and it loads nothing from another host.
export default defineConfig({
  title: "cdknix",
  description: "NixOS installer images in TypeScript",
  lang: "en",
  outDir: path.join(documents, "../dist/docs"),
  cacheDir: path.join(documents, "../temp/vitepress"),
  markdown: {
    // `<host>` in a document is text, never HTML.
    html: false,
    config: (markdown) => {
      linkNames(markdown, generated);
      keepLinksInside(markdown);
    },
  },
  // Pictures stay files: inlined, they would be in every page that shows them, and be loaded with it.
  vite: { build: { assetsInlineLimit: 0 } },
  themeConfig: {
    nav: [
      { text: "Quick start", link: "/quick-start" },
      { text: "Tutorial", link: "/tutorial" },
      { text: "Concepts", link: "/concepts" },
      { text: "Constructs", link: "/constructs" },
      { text: "Commands", link: "/reference/commands/synth" },
    ],
    sidebar: makeSidebar(documents, generated),
    outline: [2, 3],
    search: { provider: "local" },
  },
});
