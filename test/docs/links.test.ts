import { existsSync } from "node:fs";
import * as path from "node:path";
import { documents, isGenerated, repository } from "./documents";

const links = documents().flatMap(({ name, text }) =>
  [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target)
    // The build of the site checks addresses of generated pages, such as /errors/.
    .filter((target) => !/^[a-z]+:/.test(target) && !/^[#/]/.test(target))
    .map((target) => ({ name, target, file: path.join(repository, path.dirname(name), target.replace(/#.*$/, "")) })),
);

describe("links in documents", () => {
  it("exist", () => {
    expect(links.length).toBeGreaterThan(5);
  });

  it.each(documents().filter(({ name }) => name.startsWith("docs/how-to/")))(
    "lead to $name from another page than the sidebar",
    ({ name }) => {
      const from = links.filter(({ file }) => path.relative(repository, file) === name).map((link) => link.name);
      expect(from.filter((page) => page !== name)).not.toEqual([]);
    },
  );

  it.each(links)("point to a file of the repository: $name to $target", ({ file }) => {
    expect(existsSync(file) && !isGenerated(path.relative(repository, file))).toBe(true);
  });
});
