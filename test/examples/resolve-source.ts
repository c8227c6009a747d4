import Module from "node:module";
import * as path from "node:path";

// Preloaded by ts-node: makes a program import the TypeScript source of the library instead of what is compiled from it.
const root = path.resolve(__dirname, "../..");
const sources: Readonly<Record<string, string>> = {
  cdknix: path.join(root, "lib/index.ts"),
  "cdknix/testing": path.join(root, "lib/testing/index.ts"),
  "cdknix/terraform": path.join(root, "lib/terraform/index.ts"),
};

type Resolve = (request: string, ...rest: readonly unknown[]) => string;
const internals = Module as unknown as { _resolveFilename: Resolve };
const resolve = internals._resolveFilename;
internals._resolveFilename = function (this: unknown, request, ...rest) {
  return sources[request] ?? resolve.call(this, request, ...rest);
};

process.on("exit", () => {
  const isLoaded = (file: string): boolean => require.cache[path.join(root, file)] !== undefined;
  if (isLoaded("lib/index.ts") && !isLoaded("dist/lib/index.js")) return;
  process.stderr.write("the program did not load the library from its source\n");
  process.exitCode = 1;
});
