import { createRequire } from "node:module";
import * as path from "node:path";

/** The part of the project's own TypeScript that is used here. */
interface Compiler {
  readonly sys: unknown;
  findConfigFile(directory: string, exists: (file: string) => boolean): string | undefined;
  readConfigFile(file: string, read: (file: string) => string | undefined): { readonly config?: unknown };
  parseJsonConfigFileContent(
    config: unknown,
    host: unknown,
    directory: string,
  ): { readonly fileNames: readonly string[] };
}

/**
 * Whether the project's tsconfig.json includes a file; undefined without tsconfig.json or TypeScript.
 */
export function isCompiled(projectDirectory: string, file: string): boolean | undefined {
  try {
    const load = createRequire(path.join(projectDirectory, "package.json"));
    const compiler = load("typescript") as Compiler;
    const sys = compiler.sys as { fileExists(file: string): boolean; readFile(file: string): string | undefined };
    const config = compiler.findConfigFile(projectDirectory, (name) => sys.fileExists(name));
    if (config === undefined) return undefined;
    const { config: content } = compiler.readConfigFile(config, (name) => sys.readFile(name));
    const { fileNames } = compiler.parseJsonConfigFileContent(content, sys, path.dirname(config));
    return fileNames.some((name) => path.resolve(name) === path.resolve(projectDirectory, file));
  } catch {
    return undefined;
  }
}
