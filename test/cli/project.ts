import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import * as path from "node:path";
import { look, put, scratch } from "../platform/files/scratch";

/** The executable of the package. */
export const bin = path.resolve("bin/cdknix.js");
/** The compiled library, as programs import it. */
export const library = path.resolve("dist/lib/index.js");

/** A program without constructs that writes a tree with the protocol between command line and program. */
const minimalProgram = `
const fs = require("node:fs");
const out = process.env.CDKNIX_OUTDIR;
const names = (process.env.HOSTS ?? "a b").split(" ");
const hosts = Object.fromEntries(names.map((name) => [name,
  { class: "iso", system: "x86_64-linux", release: "24.05", installable: "isos." + name, isoName: name + ".iso" }]));
const isos = names.map((name) => "    isos." + name + ' = nixpkgs.lib.iso { name = "' + name + '"; ' + (process.env.ARGS ?? "") + " };\\n");
const files = { "flake.nix": { construct: "dot/flake", source: "main.js:3" } };
fs.mkdirSync(out + "/dot", { recursive: true });
fs.writeFileSync(out + "/dot/flake.nix", "{\\n  inputs.nixpkgs.url = \\"github:NixOS/nixpkgs/nixos-24.05\\";\\n  outputs = { self, nixpkgs }: {\\n" + isos.join("") + "  };\\n}\\n");
fs.writeFileSync(out + "/dot/text", (process.env.TEXT ?? "x").repeat(Number(process.env.TIMES ?? 1)));
fs.writeFileSync(out + "/manifest.json", JSON.stringify(
  { version: 1, flakes: { dot: { directory: "dot", release: "24.05", lockFile: "flake.lock", hosts, files } } }));
`;

/** A fake nixpkgs with real derivations that need only a shell. */
const tinyNixpkgs = nixpkgsWith(`
  lib.iso = { name, script ? "mkdir -p $out/iso; echo \${name} > $out/iso/\${name}.iso", compression ? null }:
    make "iso-\${name}" (if compression == null then script else "# -comp \${compression}\n\${script}");
`);

/**
 * A fake nixpkgs with the given outputs, which can use `make NAME SCRIPT`, a derivation that needs only a shell, and
 * `package NAME BYTES`.
 */
export function nixpkgsWith(outputs: string): string {
  return `{
  outputs = { self }:
    let
      make = name: script: derivation {
        inherit name;
        system = "x86_64-linux";
        builder = "/bin/sh";
        PATH = "/usr/bin:/bin";
        args = [ "-c" script ];
      };
      package = name: size: make name "head -c \${toString size} /dev/zero > $out";
    in
    { ${outputs} };
}
`;
}

/** Options that disable all caches, so that no test waits for the network. */
export const noCache = ["--nix-option", "substituters", ""];

/** The result of a run. The project's directory is replaced with `<project>` in the output. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A project with a program, cdk.json, and a fake nixpkgs. */
export interface Project {
  readonly directory: string;
  /** Runs the command line in the project. */
  readonly run: (args: readonly string[], env?: Readonly<Record<string, string>>) => Run;
  /** The content of `cdk.out` with modification times, to detect any change. */
  readonly output: () => Record<string, string>;
}

/** Creates a project; `files` are added or replace the default ones. */
export function project(files: Readonly<Record<string, string>> = {}): Project {
  const directory = scratch();
  put(directory, {
    // Its builders use this machine's shell and tools, which a sandbox hides.
    "cdk.json": '{ "app": "node main.js", "nixpkgs": "./nixpkgs", "nix": { "options": { "sandbox": false } } }',
    "main.js": minimalProgram,
    "nixpkgs/flake.nix": tinyNixpkgs,
    ...files,
  });
  return {
    directory,
    run: (args, env = {}) => runIn(directory, [process.execPath, bin, ...args], env),
    output: () => timesAndTexts(path.join(directory, "cdk.out")),
  };
}

/** Runs any program in a project's directory. `input` is what it reads from stdin. */
export function runIn(
  directory: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input?: string,
): Run {
  const [file = "", ...args] = argv;
  const run = spawnSync(file, args, {
    cwd: directory,
    encoding: "utf8",
    env: { ...process.env, ...env },
    maxBuffer: 1 << 28,
    ...(input === undefined ? {} : { input }),
  });
  const masked = (text: string): string => text.replaceAll(directory, "<project>");
  return { code: run.status, stdout: masked(run.stdout), stderr: masked(run.stderr) };
}

function timesAndTexts(directory: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(look(directory)).map(([name, text]) => [
      name,
      `${String(statSync(path.join(directory, name)).mtimeMs)} ${text}`,
    ]),
  );
}
