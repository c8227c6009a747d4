import * as path from "node:path";

interface RunnerProps {
  /** The command in cdk.json. */
  readonly app: string;
  /** The folders of `templates/variants` with its files. */
  readonly variants: readonly string[];
  /** A paragraph for the README; absent for the runner that templates are written for. */
  readonly note?: string;
}

const isModule = "The program is an ES module: imports of local files end in `.ts`.";

/** The program that runs the TypeScript of a project. */
export type Runner = "ts-node" | "tsx" | "node";

const runnerTable: Readonly<Record<Runner, RunnerProps>> = {
  "ts-node": { app: "npx ts-node main.ts", variants: [] },
  tsx: { app: "npx tsx main.ts", variants: ["esm", "tsx"], note: `${isModule} [tsx](https://tsx.is) runs it.` },
  node: {
    app: "node main.ts",
    variants: ["esm", "node"],
    note: `${isModule} Node.js 22.18 or later runs it without
compiling it, so enums, namespaces, and parameter properties are not available.`,
  },
};

/** Every runner, the default first. */
export const runners = Object.keys(runnerTable) as readonly Runner[];

/** The runner that templates are written for. */
export const defaultRunner: Runner = "ts-node";

/** The folders of `templates/variants` with the files of a runner. */
export function variantsOf(runner: Runner): readonly string[] {
  return runnerTable[runner].variants;
}

/** Makes the program, cdk.json, and README of a project those of a runner. */
export function useRunner(files: Map<string, string>, runner: Runner): void {
  const { app, note } = runnerTable[runner];
  if (note === undefined) return;
  for (const [file, text] of files) {
    if (file === "cdk.json") files.set(file, text.replace(runnerTable[defaultRunner].app, app));
    if (file === "README.md") files.set(file, text.replace("\n```sh\n", `\n${note}\n\n\`\`\`sh\n`));
    if (file.endsWith(".ts")) files.set(file, withExtensions(file, text, files));
  }
}

/** ES modules import files by their full names. */
function withExtensions(file: string, text: string, files: ReadonlyMap<string, string>): string {
  return text.replaceAll(/(?<=(?:from|import) ")\.{1,2}\/[^"]+(?=")/g, (specifier) => {
    const target = path.posix.join(path.posix.dirname(file), specifier);
    return files.has(`${target}.ts`) ? `${specifier}.ts` : `${specifier}/index.ts`;
  });
}
