import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { filesBelow, synthesizedBy } from "../examples/examples";

const configurations = readdirSync(__dirname, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? entry.name : [],
);

describe.each(configurations)("the configuration %s", (name) => {
  it("writes the tree that was evaluated", () => {
    expect(synthesizedBy(`npx ts-node test/field/${name}/main.ts`)).toEqual(
      filesBelow(path.join(__dirname, name, "expected")),
    );
  });

  it("says where it was evaluated, and what the constructs lack for it", () => {
    const text = readFileSync(path.join(__dirname, name, "README.md"), "utf8");
    expect(text).toMatch(/^Beyond the constructs: /m);
    expect(text).toMatch(/^Evaluated /m);
  });
});
