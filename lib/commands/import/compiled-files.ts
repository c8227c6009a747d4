import { createRequire } from "node:module";
import * as path from "node:path";

/** What is used of the project's own TypeScript. */
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
 * Whether the project's tsconfig.json covers a file; undefined when there is none, or no TypeScript to ask.
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
