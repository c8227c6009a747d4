import { readFileSync } from "node:fs";
import * as path from "node:path";
import { repository } from "../docs/documents";
import { wrongPrograms } from "./wrong-programs";

describe("the table of mistakes", () => {
  const text = readFileSync(path.join(repository, "docs/wrong-programs.md"), "utf8");
  const rows = text.split("\n").filter((line) => /^\| (?!mistake|---)/.test(line));

  it("lists exactly the tested programs, with detector, message, and line", () => {
    expect(rows).toEqual(
      wrongPrograms().map(
        ({ mistake, detector, message, file, line }) =>
          `| ${mistake} | ${detector} | \`${message.replaceAll("|", "\\|")}\` | [${path.basename(file)}:${String(line)}](../${file}) |`,
      ),
    );
  });

  it("has at least twenty rows", () => {
    expect(rows.length).toBeGreaterThanOrEqual(20);
  });
});
