import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import type { Evidence } from "./evidence";
import { evidenceText } from "./evidence-text";

/** The heading of the evidence on a lint's page. */
const evidenceHeading = "## Behavior of real NixOS\n\n";

/** The folder of the pages. */
export const pages = path.resolve(__dirname, "../../docs/lints");

/** Writes the evidence of each lint to the end of its page. */
export function writePages(evidence: Evidence): void {
  for (const code of Object.keys(evidence.lints)) {
    const file = path.join(pages, `${code}.md`);
    const [written = ""] = readFileSync(file, "utf8").split(evidenceHeading);
    writeFileSync(file, `${written}${evidenceHeading}${evidenceText(code, evidence)}\n`);
  }
}
