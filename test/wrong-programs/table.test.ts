import { readFileSync } from "node:fs";
import * as path from "node:path";
import { repository } from "../docs/documents";
import { wrongPrograms } from "./wrong-programs";

describe("the table of wrong programs", () => {
  const text = readFileSync(path.join(repository, "docs/wrong-programs.md"), "utf8");
  const rows = text.split("\n").filter((line) => /^\| (?!mistake|---)/.test(line));

  it("lists exactly the programs that are tested, with who tells what at which line", () => {
    expect(rows).toEqual(
      wrongPrograms().map(
        ({ mistake, teller, message, file, line }) =>
          `| ${mistake} | ${teller} | \`${message.replaceAll("|", "\\|")}\` | [${path.basename(file)}:${String(line)}](../${file}) |`,
      ),
    );
  });

  it("has twenty and more", () => {
    expect(rows.length).toBeGreaterThanOrEqual(20);
  });
});
