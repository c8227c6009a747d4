import { readFileSync } from "node:fs";
import * as path from "node:path";
import { documentationOf } from "../../scripts/site/documentation";
import { readLibrary } from "../../scripts/site/library";
import { referencePages } from "../../scripts/site/pages";
import { repository } from "./documents";

const { checker, entryPoints } = readLibrary();
const labels = entryPoints.flatMap(({ name: entryPoint, exports }) =>
  exports.map(({ name, symbol }) => ({ entryPoint, name, stability: documentationOf(symbol, checker).stability })),
);

describe("the stability label", () => {
  it("is on each export: @public or @beta as the last line of its docstring", () => {
    expect(labels.length).toBeGreaterThan(100);
    expect(labels.filter(({ stability }) => stability === undefined)).toEqual([]);
  });

  it.each(entryPoints.map(({ name }) => name))(
    "of the exports of %s is the one that docs/releasing.md states",
    (name) => {
      const document = readFileSync(path.join(repository, "docs/releasing.md"), "utf8");
      const [, stated] = new RegExp(`^\\| \`${name}\` \\| (\\w+) \\|`, "m").exec(document) ?? [];
      const different = labels.filter(({ entryPoint, stability }) => entryPoint === name && stability !== stated);
      expect(different).toEqual([]);
    },
  );

  it("is in the API reports", () => {
    const report = (name: string): string =>
      readFileSync(path.join(repository, `etc/${name}.api.md`), "utf8").replaceAll("\r\n", "\n");
    expect(report("cdknix")).toContain("// @public\nexport class BootConfig ");
    expect(report("cdknix-testing")).toContain("// @beta\nexport function bootIso(");
  });

  it("is on the generated pages", () => {
    const page = (file: string): string =>
      referencePages().find((candidate) => candidate.file === `reference/${file}`)?.text ?? "";
    expect(page("constructs/boot-config.md")).toContain(
      "# BootConfig\n\n**Stability**: [Stable](/releasing#stability)\n",
    );
    expect(page("library/nix.md")).toContain("# nix\n\n**Stability**: [Stable](/releasing#stability)\n");
    expect(page("library/testing/other-exports.md")).toContain(
      "## `bootIso` {#bootiso}\n\n**Stability**: [Experimental](/releasing#stability)\n",
    );
  });
});
