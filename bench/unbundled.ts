import Module, { createRequire } from "node:module";
import * as path from "node:path";

// Makes a measurement use the library as separate modules, which run.sh compiles, because the bundle has no internals to
// replace or to call. Import it before cdknix.
const library = path.resolve(__dirname, "../temp/unbundled/lib");

type Resolve = (request: string, ...rest: readonly unknown[]) => string;
const internals = Module as unknown as { _resolveFilename: Resolve };
const resolve = internals._resolveFilename;
internals._resolveFilename = function (this: unknown, request, ...rest) {
  return request === "cdknix" ? path.join(library, "index.js") : resolve.call(this, request, ...rest);
};

/** Loads an internal module by its path below `lib`. */
export function load(module: string): unknown {
  return createRequire(__filename)(path.join(library, module));
}
