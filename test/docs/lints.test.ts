import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { lints } from "../../lib/constructs/lints";
import type { Evidence } from "../lints/evidence";
import { evidenceText } from "../lints/evidence-text";
import { pages } from "../lints/pages";
import { repository } from "./documents";

const evidence = JSON.parse(readFileSync(path.join(repository, "test/lints/evidence/24.05.json"), "utf8")) as Evidence;

describe("lint pages", () => {
  it("exist for every lint, under the name that its message points to", () => {
    const files = readdirSync(pages).filter((name) => name !== "README.md");
    expect(files.sort()).toEqual(lints.map(({ code }) => `${code}.md`));
  });

  it("are in the index under their severity", () => {
    const index = readFileSync(path.join(pages, "README.md"), "utf8");
    const listed = [...index.matchAll(/^\| \[`(.*?)`\]\(\1\.md\)/gm)].map(([, code]) => code);
    const codes = (severity: string): readonly string[] =>
      lints.filter((lint) => lint.severity === severity).map(({ code }) => code);
    expect(listed).toEqual([...codes("warning"), ...codes("error")]);
  });

  it.each(lints)("start with the name of the lint and end with its evidence: $code", ({ code }) => {
    const text = readFileSync(path.join(pages, `${code}.md`), "utf8");
    expect(text).toMatch(new RegExp(`^# .*\n\n\`${code}\`\n`));
    expect(text.endsWith(`${evidenceText(code, evidence)}\n`)).toBe(true);
  });
});
