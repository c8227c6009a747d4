import { readdirSync } from "node:fs";
import * as path from "node:path";
import { expected, repository, synthesizedBy } from "./examples";

describe("the library, run from its source", () => {
  it("writes the same tree for examples/lilith as the compiled library", () => {
    const app = "npx ts-node --require ./test/examples/resolve-source.ts examples/lilith/main.ts";
    expect(synthesizedBy(app)).toEqual(expected("lilith"));
  });

  it.each(["lib", "scripts", "test"])(
    "has no .json file in %s with the base name of a .ts file, which ts-node would load instead",
    (folder) => {
      const files = readdirSync(path.join(repository, folder), { recursive: true, encoding: "utf8" });
      const modules = new Set(files.filter((file) => file.endsWith(".ts")).map((file) => file.slice(0, -".ts".length)));
      expect(modules.size).toBeGreaterThan(20);
      const json = files.filter((file) => file.endsWith(".json"));
      expect(json.filter((file) => modules.has(file.slice(0, -".json".length)))).toEqual([]);
    },
  );
});
