import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";
import * as cdknix from "../../lib";
import { FlakeAssertions } from "../../lib/testing";
import { repository } from "./repository";

/** A generated file. */
export interface GeneratedNix {
  /** Path in the flake. */
  readonly file: string;
  readonly text: string;
}

/**
 * Returns the file that a construct of an example program becomes, from the expected tree that the tests compare with.
 * @param program such as `examples/lilith/main.ts`
 */
export function nixOfExample(program: string, className: string, id: string): GeneratedNix | undefined {
  const [, example = ""] = program.split("/");
  const expected = path.join(repository, "examples", example, "expected");
  if (!existsSync(expected)) return undefined;
  const file = readdirSync(expected, { recursive: true, encoding: "utf8" })
    .sort()
    .find((candidate) => isFileOf(candidate.split(path.sep).join("/"), className, id));
  if (file === undefined) return undefined;
  return {
    file: file.replace(/^.*?(?=flake\.nix$|modules\/|systems\/|packages\/)/, ""),
    text: readFileSync(path.join(expected, file), "utf8"),
  };
}

function isFileOf(file: string, className: string, id: string): boolean {
  if (className === "Flake") return file.endsWith(`${id}/flake.nix`);
  const folder = new Map([
    ["HostClass", "modules"],
    ["Host", "systems"],
  ]).get(className);
  if (folder !== undefined) return file.endsWith(`/${folder}/${id}/default.nix`);
  return file.endsWith(`/${id}.nix`);
}

/** Runs an example of a docstring in a small program. Returns the Nix files that the example adds to the flake. */
export function nixOfSnippet(code: string): readonly GeneratedNix[] {
  const without = new Set(Object.keys(filesOf("")));
  return Object.entries(filesOf(code))
    .filter(([file]) => file.endsWith(".nix") && !without.has(file))
    .map(([file, text]) => ({ file: file.replace(/^[^/]+\//, ""), text }));
}

/**
 * The examples of docstrings use these names without declaring them: a host with both disks and a boot loader, which a machine
 * needs; and an image with a machine to install.
 */
const program = (code: string): string => `
  const app = new App();
  const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("26.05") });
  const iso = new HostClass(flake, "iso");
  const host = new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });
  new NixosModule(host, "machine", { config: { boot: { loader: { "systemd-boot": {} } }, fileSystems: {} } });
  const stick = new Host(flake, "stick", { system: "x86_64-linux" });
  new IsoImage(stick, "image");
  const web = new Host(flake, "web-1", { system: "x86_64-linux" });
  {
    const esp = Partition.esp({ size: Size.mebibytes(512) });
    const content = DiskContent.gpt({ esp, root: Partition.rest(Filesystem.ext4({ mountPoint: "/" })) });
    new DiskLayout(web, "disks", { disks: { main: { device: DiskSelector.bySerial("WD-1234"), content } } });
  }
  new BootLoader(web, "loader", BootLoaderKind.systemdBoot());
  ${code}
  return app;`;

function filesOf(code: string): Readonly<Record<string, string>> {
  const { outputText } = ts.transpileModule(program(code), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.None },
  });
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text comes from the docstrings of this repository
  const run = new Function(...Object.keys(cdknix), outputText) as (...values: readonly unknown[]) => cdknix.App;
  return FlakeAssertions.fromApp(run(...Object.values(cdknix))).files;
}
