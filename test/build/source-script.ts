import * as path from "node:path";

// A script in a process of its own that uses internals of the library: of the source, because the bundle has only entries.

/** The options of Node that make `require` load TypeScript. */
export const sourceScriptOptions = ["--require", require.resolve("ts-node/register/transpile-only")] as const;

/** The variables that make it compile the library anywhere. */
export const sourceScriptEnvironment = { TS_NODE_PROJECT: path.resolve("tsconfig.json") } as const;

/** The argument of `require` for a module below `lib`, as JavaScript. */
export function librarySource(module: string): string {
  return JSON.stringify(path.resolve("lib", module));
}
