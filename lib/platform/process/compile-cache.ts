import * as nodeModule from "node:module";

/**
 * Variables that make a program use the compile cache of this process, which `bin` enables: undefined before Node 22.1.
 * Source: https://nodejs.org/api/module.html#module-compile-cache
 */
export function compileCacheEnvironment(): Readonly<Record<string, string>> {
  const { getCompileCacheDir } = nodeModule as { readonly getCompileCacheDir?: () => string | undefined };
  const directory = getCompileCacheDir?.();
  return directory === undefined ? {} : { NODE_COMPILE_CACHE: directory };
}
