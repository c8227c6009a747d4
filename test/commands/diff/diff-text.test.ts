import { createColors } from "picocolors";
import { diffText } from "../../../lib/commands/diff/diff-text";

describe("a colored diff", () => {
  it("has added lines in green, removed lines in red, positions in cyan, and headings in bold", () => {
    const patch = "--- a/dot/x.nix\n+++ b/dot/x.nix\n@@ -1,2 +1,2 @@\n {\n-  a = 1;\n+  a = 2;\n";
    const files = [{ path: "dot/x.nix", status: "changed" as const, patch, construct: "dot/x", source: "main.ts:3" }];
    const difference = { files, built: null };
    const colors = createColors(true);
    expect(diffText(difference, colors).split("\n")).toEqual([
      colors.bold("dot/x (main.ts:3)"),
      colors.bold("--- a/dot/x.nix"),
      colors.bold("+++ b/dot/x.nix"),
      colors.cyan("@@ -1,2 +1,2 @@"),
      " {",
      colors.red("-  a = 1;"),
      colors.green("+  a = 2;"),
    ]);
    expect(diffText(difference, createColors(false))).toBe(`dot/x (main.ts:3)\n${patch.trimEnd()}`);
  });
});
