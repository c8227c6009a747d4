import { execFileSync } from "node:child_process";
import { library } from "../cli/project";

/** Runs JavaScript with the exports of the bundle; returns what it prints. */
function printedBy(script: string): string {
  const program = `const cdknix = require(${JSON.stringify(library)});\n${script}`;
  return execFileSync(process.execPath, ["-e", program], { encoding: "utf8" }).trim();
}

describe("the bundle keeps the effects of modules that export nothing", () => {
  it("values carry their marks", () => {
    const script = `console.log(Object.getOwnPropertySymbols(cdknix.Secret.prototype).map(String).join(" "));`;
    expect(printedBy(script)).toContain("Secret");
  });

  it("methods check their arguments", () => {
    const script = `try { cdknix.Annotations.of() } catch (error) { console.log(error.message) }`;
    expect(printedBy(script)).toContain("Annotations.of");
  });
});
