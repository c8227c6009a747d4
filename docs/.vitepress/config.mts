import * as path from "node:path";
import { fileURLToPath } from "node:url";
import container from "markdown-it-container";
import { defineConfig } from "vitepress";
import { readGeneratedPages } from "./generated-pages.mjs";
import { keepLinksInside, linkNames } from "./markdown.mjs";
import { readProject } from "./project.mjs";
import { makeSidebar } from "./sidebar.mjs";

const documents = path.resolve(fileURLToPath(import.meta.url), "../..");
const generated = readGeneratedPages(documents);
const project = readProject(path.join(documents, ".."));

// The site is self-contained: fonts, search, and pictures are part of it, and it loads nothing from another host.
export default defineConfig({
  title: "cdknix",
  description: "NixOS installer images in TypeScript",
  lang: "en",
  outDir: path.join(documents, "../dist/docs"),
  cacheDir: path.join(documents, "../temp/vitepress"),
  // GitHub shows README.md with a folder; a site has index.html.
  rewrites: { "lints/README.md": "lints/index.md" },
  transformPageData(page) {
    // Generated pages have no file in docs to edit.
    if (/^(?:reference|errors)\//.test(page.filePath)) page.frontmatter.editLink = false;
    // The outline of the page gives its room to the Nix next to the example.
    if (page.filePath.startsWith("reference/constructs/")) {
      Object.assign(page.frontmatter, { aside: false, pageClass: "wide" });
    }
  },
  markdown: {
    // `<host>` in a document is text, never HTML.
    html: false,
    config: (markdown) => {
      markdown.use(container, "side-by-side");
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
      { text: "Commands", link: "/command-line" },
      {
        text: `v${project.version}`,
        items: [
          { text: "Changelog", link: `${project.address}/blob/main/CHANGELOG.md` },
          { text: "Contributing", link: `${project.address}/blob/main/CONTRIBUTING.md` },
          { text: "Issues", link: `${project.address}/issues` },
        ],
      },
    ],
    socialLinks: [{ icon: "github", link: project.address }],
    editLink: {
      text: "Edit this page",
      pattern: `${project.address}/edit/main/docs/:path`,
    },
    footer: {
      message: `cdknix ${project.version} · ${project.license} license`,
      copyright: "cdknix is not affiliated with the NixOS Foundation.",
    },
    sidebar: makeSidebar(documents, generated),
    outline: [2, 3],
    search: { provider: "local" },
  },
});
