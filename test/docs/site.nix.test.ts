import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { runInNewContext } from "node:vm";
import MiniSearch from "minisearch";
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
      .map(({ name }) =>
        name
          .slice("docs/".length)
          .replace(/README\.md$/, "index.md")
          .replace(/\.md$/, ".html"),
      );
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

  it("has the Nix of each construct's example in the same grid as the example", () => {
    const withNix = html.filter(({ text }) => text.includes("It becomes <"));
    expect(withNix.length).toBeGreaterThan(15);
    const grid = /<div class="side-by-side"><div class="language-ts [^]*?<p>It becomes <[^]*?<div class="language-nix /;
    expect(withNix.filter(({ text }) => !grid.test(text)).map(({ name }) => name)).toEqual([]);
    expect(withNix.filter(({ text }) => !text.includes('<div class="Layout wide"')).map(({ name }) => name)).toEqual(
      [],
    );
  });

  const isOfError = (name: string): boolean => /^errors\/(?!index)/.test(name);

  it("has every page in the sidebar, once, and those of error codes in the sidebar of their index", () => {
    const pages = html.map(({ name }) => name).filter((name) => !["index.html", "404.html"].includes(name));
    const linked = sidebarOf("quick-start.html");
    expect(linked.length).toBeGreaterThan(80);
    expect([...linked].sort()).toEqual(pages.filter((name) => !isOfError(name)).sort());
    expect(sidebarOf("errors/index.html").filter(isOfError).sort()).toEqual(pages.filter(isOfError).sort());
  });

  /** The pages that the sidebar of a page links. */
  function sidebarOf(page: string): readonly string[] {
    const { text = "" } = html.find(({ name }) => name === page) ?? {};
    const [sidebar = ""] = /<aside class="VPSidebar[\s\S]*?<\/aside>/.exec(text) ?? [];
    return addressesIn(sidebar).map((address) => address.slice(1).replace(/(^|\/)$/, "$1index.html"));
  }

  it("has pages for commands and lints that open at an overview", () => {
    const { text = "" } = html.find(({ name }) => name === "index.html") ?? {};
    expect(addressesIn(text)).toContain("/command-line.html");
    expect(html.find(({ name }) => name === "lints/index.html")?.text).toContain("cache-without-key");
  });

  it("names the version and the license on every page, and links to the source of each document", () => {
    const { version } = JSON.parse(readFileSync(path.join(repository, "package.json"), "utf8")) as { version: string };
    const pages = html.filter(({ name }) => name !== "404.html");
    expect(pages.filter(({ text }) => !text.includes(`cdknix ${version} · Apache-2.0 license`))).toEqual([]);
    const edited = (name: string): string | undefined =>
      /href="[^"]*\/edit\/main\/docs\/([^"]+)"/.exec(html.find((page) => page.name === name)?.text ?? "")?.[1];
    expect(edited("how-to/add-a-key.html")).toBe("how-to/add-a-key.md");
    expect(edited("lints/index.html")).toBe("lints/README.md");
    expect(edited("reference/constructs/flake.html")).toBeUndefined();
    const tracked = execFileSync("git", ["ls-files", "docs"], { cwd: repository, encoding: "utf8" }).split("\n");
    const dead = pages
      .map(({ name }) => edited(name))
      .filter((file) => file !== undefined && !tracked.includes(`docs/${file}`));
    expect(dead).toEqual([]);
  });

  it.each([
    ["macos", "how-to/build-on-macos"],
    ["windows", "how-to/build-on-windows"],
    ["home-manager", "how-to/use-existing-modules"],
    ["existing module", "how-to/use-existing-modules"],
    ["secure boot", "how-to/secure-boot"],
    ["github actions", "how-to/run-in-ci"],
    ["gitlab", "how-to/run-in-ci"],
    ["reproducible", "how-to/check-reproducibility"],
    ["upgrade", "how-to/upgrade"],
    ["flake-parts", "how-to/use-in-a-flake"],
    ["kernelParameters", "reference/constructs/boot-config"],
  ])("finds %s without a network", (words, page) => {
    expect(search(words).slice(0, 5)).toContain(page);
  });

  /** Pages that the search box lists, best first: the index of the site, with the options of VitePress. */
  function search(words: string): readonly string[] {
    const index = files.find((name) => /localSearchIndex.*\.js$/.test(name)) ?? "";
    const [, literal = ""] =
      /^const \w+=([\s\S]*);export\s*\{/.exec(readFileSync(path.join(site, index), "utf8")) ?? [];
    const json = runInNewContext(literal) as string;
    const fields = ["title", "titles", "text"];
    const found = MiniSearch.loadJSON(json, { fields, storeFields: ["title", "titles"] }).search(words, {
      fuzzy: 0.2,
      prefix: true,
      boost: { title: 4, text: 2, titles: 1 },
    });
    return [...new Set(found.map(({ id }) => String(id).replace(/^\/|(?:\.html)?(?:#.*)?$/g, "")))];
  }
});
