import { readFileSync } from "node:fs";
import * as path from "node:path";
import { repository } from "../docs/documents";
import { wrongPrograms } from "./wrong-programs";

describe("the table of wrong programs", () => {
  const text = readFileSync(path.join(repository, "docs/wrong-programs.md"), "utf8");
  const rows = text.split("\n").filter((line) => /^\| (?!mistake|---)/.test(line));

  it("lists exactly the tested programs, with stage, message, and line", () => {
    expect(rows).toEqual(
      wrongPrograms().map(
        ({ mistake, reportedBy, message, file, line }) =>
          `| ${mistake} | ${reportedBy} | \`${message.replaceAll("|", "\\|")}\` | [${path.basename(file)}:${String(line)}](../${file}) |`,
      ),
    );
  });

  it("has at least twenty programs", () => {
    expect(rows.length).toBeGreaterThanOrEqual(20);
  });
});
