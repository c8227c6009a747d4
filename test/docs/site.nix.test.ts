import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { documents, repository } from "./documents";

const site = path.join(repository, "dist/docs");

/** Returns the addresses in a page of the built site: links, scripts, styles, and pictures. */
function addressesIn(html: string): readonly string[] {
  return [...html.matchAll(/\s(?:href|src)="([^"]+)"/g)].map(([, address = ""]) => address.replaceAll("&amp;", "&"));
}

function idsOf(file: string): ReadonlySet<string> {
  return new Set([...readFileSync(file, "utf8").matchAll(/\sid="([^"]+)"/g)].map(([, id = ""]) => id));
}

describe("the site", () => {
  let html: readonly { readonly name: string; readonly text: string }[] = [];
  let files: readonly string[] = [];

  beforeAll(() => {
    // A dead link between documents fails the build.
    execFileSync("npm", ["run", "--silent", "docs"], { cwd: repository, stdio: "pipe" });
    files = readdirSync(site, { recursive: true, encoding: "utf8" });
    html = files
      .filter((name) => name.endsWith(".html"))
      .map((name) => ({ name, text: readFileSync(path.join(site, name), "utf8") }));
  });

  it("has a page for every document", () => {
    const expected = documents()
      .filter(({ name }) => name.startsWith("docs/"))
      .map(({ name }) => name.slice("docs/".length).replace(/\.md$/, ".html"));
    expect(html.map(({ name }) => name)).toEqual(expect.arrayContaining(expected));
  });

  it("has no dead links in the sidebar or the text, including anchors", () => {
    const dead = html.flatMap(({ name, text }) =>
      addressesIn(text)
        .filter((address) => !/^(?:[a-z]+:|#)/.test(address))
        .filter((address) => {
          const { pathname, hash } = new URL(address, `http://site/${name}`);
          const file = path.join(site, pathname.endsWith("/") ? `${pathname}index.html` : pathname);
          const found = [file, `${file}.html`].find((candidate) => existsSync(candidate));
          return found === undefined || (hash !== "" && !idsOf(found).has(decodeURIComponent(hash.slice(1))));
        })
        .map((address) => `${name}: ${address}`),
    );
    expect(dead).toEqual([]);
  });

  it("loads nothing from another host", () => {
    const loaded = html.flatMap(({ text }) =>
      [...text.matchAll(/<(?:script|link|img)\b[^>]*?(?:src|href)="([a-z]+:[^"]+)"/g)].map(([, address]) => address),
    );
    const styles = files
      .filter((name) => name.endsWith(".css"))
      .map((name) => readFileSync(path.join(site, name), "utf8"));
    expect(loaded).toEqual([]);
    expect(styles.filter((text) => /url\(["']?(?:https?:)?\/\//.test(text))).toEqual([]);
  });

  it("has a search that works offline", () => {
    const index = files.find((name) => /localSearchIndex.*\.js$/.test(name));
    expect(index).toBeDefined();
    expect(readFileSync(path.join(site, index!), "utf8")).toContain("kernelParameters");
  });
});
