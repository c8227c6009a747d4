import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { sourceStack } from "../../lib/platform/source-stack";
import { library } from "../cli/project";

/** The stack trace of an error in the bundle. */
function bundledStack(): string {
  const script = `try { new (require(${JSON.stringify(library)}).Host)(1) } catch (error) { console.log(error.stack) }`;
  return execFileSync(process.execPath, ["-e", script], { encoding: "utf8" });
}

describe("sourceStack", () => {
  it("names the lines of the source that an error in the bundle comes from", () => {
    const stack = bundledStack();
    expect(stack).toMatch(/dist\/lib\/chunks\/[\w-]+\.js:\d+:\d+/);
    const mapped = sourceStack(stack);
    expect(mapped).not.toContain("dist/lib");
    const places = [...mapped.matchAll(/at (?:new )?(\w+) \((\/[^()]+\/lib\/[^()]+\.ts):(\d+):\d+\)/g)];
    expect(places.length).toBeGreaterThan(0);
    for (const [, , file, line] of places) {
      expect(existsSync(file!)).toBe(true);
      expect(readFileSync(file!, "utf8").split("\n").length).toBeGreaterThanOrEqual(Number(line));
    }
    // The innermost function is where its source says.
    const [, name, file, line] = places[0]!;
    const above = readFileSync(file!, "utf8").split("\n").slice(0, Number(line)).join("\n");
    expect(above).toContain(name);
  });

  it("leaves all other files as they are", () => {
    const stack = `Error: x\n    at f (${path.resolve("bin/cdknix.js")}:1:2)\n    at /p/dist/lib/index.js:3:4`;
    expect(sourceStack(stack)).toBe(stack);
  });
});
