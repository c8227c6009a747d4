import { readFileSync } from "node:fs";
import * as path from "node:path";

/** The first line of the README's first shell block except for clone and cd. */
export function firstCommandOfReadme(): string {
  const readme = readFileSync(path.resolve(__dirname, "../../README.md"), "utf8");
  const block = /```(?:sh|bash)\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const command = block.split("\n").find((line) => line.startsWith("npm run"));
  if (command === undefined) throw new Error("README.md shows no command that begins with npm run");
  return command.replace(/\s+#.*$/, "");
}
