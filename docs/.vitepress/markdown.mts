import * as path from "node:path";
import type { MarkdownRenderer } from "vitepress";
import { addressOf, type GeneratedPage } from "./generated-pages.mjs";

type Token = ReturnType<MarkdownRenderer["parse"]>[number];

/** Links every exported name in code formatting to its page, so documents need no links to generated pages. */
export function linkNames(markdown: MarkdownRenderer, generated: readonly GeneratedPage[]): void {
  const targets = new Map<string, { readonly page: string; readonly address: string }>();
  for (const page of generated) {
    for (const name of page.names) {
      const anchor = page.names.length > 1 ? `#${name.toLowerCase()}` : "";
      targets.set(name, { page: page.file, address: `${addressOf(page)}.html${anchor}` });
    }
  }
  markdown.core.ruler.push("link-names", (state) => {
    const { relativePath } = state.env as { relativePath: string };
    for (const [index, token] of state.tokens.entries()) {
      if (token.type !== "inline" || state.tokens[index - 1]?.type === "heading_open") continue;
      token.children = withLinks(token.children ?? [], (name) => {
        const target = targets.get(name);
        return target === undefined || (target.page === relativePath && !target.address.includes("#"))
          ? undefined
          : target.address;
      });
    }

    function withLinks(tokens: readonly Token[], addressOfName: (name: string) => string | undefined): Token[] {
      let open = 0;
      return tokens.flatMap((token) => {
        open += token.nesting;
        const address = token.type === "code_inline" && open === 0 ? addressOfName(token.content) : undefined;
        if (address === undefined) return [token];
        const before = new state.Token("link_open", "a", 1);
        before.attrs = [["href", address]];
        return [before, token, new state.Token("link_close", "a", -1)];
      });
    }
  });
}

/** Returns the page on the site for a file of the repository, if it has one. */
function siteTarget(file: string): string | undefined {
  if (file === "README.md") return "/quick-start.html";
  if (file === "embedded/README.md") return "/reference/offline-base.html";
  const example = /^examples\/([^/]+)/.exec(file)?.[1];
  return example === undefined ? undefined : `/reference/examples/${example}.html`;
}

/** Maps links to files outside `docs`, such as an example, to their page on the site. Other such links become text. */
export function keepLinksInside(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push("keep-links-inside", (state) => {
    const { relativePath } = state.env as { relativePath: string };
    for (const token of state.tokens) {
      let dropped = false;
      token.children =
        token.children?.flatMap((child) => {
          if (child.type === "link_close" && dropped) {
            dropped = false;
            return [];
          }
          const href = child.type === "link_open" ? child.attrGet("href") : null;
          if (href === null || /^(?:[a-z]+:|#|\/)/.test(href)) return [child];
          const file = path.posix.join("docs", path.posix.dirname(relativePath), href.replace(/#.*$/, ""));
          if (file.startsWith("docs/")) {
            child.attrSet("href", href.replace(/\bREADME\.md\b/, "index.md"));
            return [child];
          }
          const target = siteTarget(file);
          dropped = target === undefined;
          if (target !== undefined) child.attrSet("href", target);
          return dropped ? [] : [child];
        }) ?? null;
    }
  });
}
