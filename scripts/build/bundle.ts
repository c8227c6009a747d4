import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { slimSourceMap } from "./slim-source-map";

const repository = path.resolve(__dirname, "../..");

/** The files of `lib` that the package's `exports` name, that `bin` loads, and that programs load before their first line. */
const publicEntries = ["index", "testing/index", "testing/jest", "terraform/index"];
const entries = [...publicEntries, "cli/main", "project/program/child-preload", "project/program/child-exception"];

/**
 * Packages that are part of the bundle, because they are loaded in every run: each consists of many files, or of much that is
 * not used. The others are loaded from `node_modules`, most of them on demand.
 */
const bundledPackages = ["commander", "fp-ts", "picocolors", "uuid", "zod"];
const isBundledPackage = new RegExp(`^(?:${bundledPackages.join("|")})(?:/|$)`);

/**
 * Modules with effects, and those that lead to them: constructs mark their classes and check calls. All others are left out if
 * nothing of them is used.
 */
const hasEffects = /\/lib\/(?:constructs\/.*|index|cli\/main|project\/program\/child-preload)\.ts$/;

/** Modules that export nothing. */
const hasNoExports =
  /\/lib\/(?:cli\/main|constructs\/core\/arguments\/guarded-classes|project\/program\/child-preload)\.ts$/;

/** What was bundled. */
export interface Bundle {
  /** Entry points whose declarations are public, relative to the output and without extension. */
  readonly entries: readonly string[];
  /** Directories of the packages that are part of the bundle, absolute. */
  readonly packages: readonly string[];
}

/** Writes the JavaScript of the package, with source maps, to a directory. */
export async function bundle(directory: string): Promise<Bundle> {
  const { rolldown } = await import("rolldown");
  const build = await rolldown({
    cwd: repository,
    input: Object.fromEntries(entries.map((entry) => [entry, path.join("lib", `${entry}.ts`)])),
    platform: "node",
    external: (id, _importer, isResolved) =>
      !isResolved && !id.startsWith(".") && !path.isAbsolute(id) && !isBundledPackage.test(id),
    resolve: { extensionAlias: { ".js": [".ts", ".js"] }, mainFields: ["module", "main"] },
    treeshake: { moduleSideEffects: (id) => hasEffects.test(id) },
    checks: { ineffectiveDynamicImport: false },
    plugins: [
      { name: "parsed-json", load: { filter: { id: /\.json$/ }, handler: parsedJson } },
      { name: "es-modules", transform: { filter: { id: hasNoExports }, handler: asModule } },
    ],
  });
  const { output } = await build.write({
    dir: directory,
    format: "cjs",
    exports: "named",
    sourcemap: "hidden",
    sourcemapExcludeSources: true,
    comments: { legal: false, annotation: false, jsdoc: false },
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name].js",
  });
  await build.close();
  for (const { fileName } of output.filter(({ fileName }) => fileName.endsWith(".js.map"))) {
    const file = path.join(directory, fileName);
    writeFileSync(file, slimSourceMap(readFileSync(file, "utf8")));
  }
  const modules = output.flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
  const packages = modules.map((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0] ?? "");
  return { entries: publicEntries, packages: [...new Set(packages)].filter((name) => name !== "").sort() };
}

/** JSON is faster to parse as a string than as an expression of JavaScript. */
function parsedJson(file: string): { code: string; moduleType: "js" } {
  return {
    code: `export default JSON.parse(${JSON.stringify(JSON.stringify(JSON.parse(readFileSync(file, "utf8"))))});`,
    moduleType: "js",
  };
}

/** Without an export, it would be taken for a CommonJS module, and all that it imports would be wrapped in functions. */
function asModule(text: string): { code: string; map: null } {
  return { code: `${text}\nexport {};\n`, map: null };
}
