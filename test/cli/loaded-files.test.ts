import { readFileSync, statSync } from "node:fs";
import * as path from "node:path";
import { bin, library, project, runIn } from "./project";

// The time that a run takes before it does anything is mostly that of loading code.
const { directory } = project({
  "loaded.js": `process.on("exit", () => {
    const own = Object.keys(require.cache).filter((file) => file.startsWith(${JSON.stringify(path.resolve("dist"))}));
    process.stderr.write(JSON.stringify(own) + "\\n");
  });`,
});

/** The files of the bundle that a command of Node loads. */
function loadedBy(...argv: readonly string[]): readonly string[] {
  const { stderr } = runIn(directory, [process.execPath, "--require", path.join(directory, "loaded.js"), ...argv]);
  return JSON.parse(stderr.trim().split("\n").at(-1)!.replaceAll("<project>", directory)) as string[];
}

/** The modules in files of the bundle, as its comments name them. */
function modulesIn(files: readonly string[]): string {
  return files
    .flatMap((file) => readFileSync(file, "utf8").match(/^\/\/ (?:lib|node_modules)\/.*$/gm) ?? [])
    .join("\n");
}

function kilobytes(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + statSync(file).size, 0) / 1000;
}

it.each([["--version"], ["--help"], ["list", "--help"]])("synth %s loads neither constructs nor zod", (...args) => {
  const modules = modulesIn(loadedBy(bin, ...args));
  expect(modules).toContain("// lib/cli/main.ts");
  expect(modules).not.toMatch(/^\/\/ (?:lib\/constructs\/installer|node_modules\/zod)\//m);
});

it("the version needs less than a fifth of a megabyte", () => {
  expect(kilobytes(loadedBy(bin, "--version"))).toBeLessThan(200);
});

it("a program loads no code of the command line, and not zod", () => {
  const modules = modulesIn(loadedBy(library));
  expect(modules).toContain("// lib/constructs/installer/iso-image.ts");
  expect(modules).not.toMatch(
    /^\/\/ (?:lib\/(?:cli|commands|platform\/(?:nix|qemu))|node_modules\/(?:zod|commander))\//m,
  );
});

it("synth loads no other command", () => {
  const modules = modulesIn(loadedBy(bin, "--no-build"));
  expect(modules).toContain("// lib/commands/synth/action.ts");
  expect(modules).not.toMatch(/^\/\/ lib\/(?:platform\/qemu|commands\/(?!synth)[\w-]+\/action\.ts)/m);
});
