import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import * as path from "node:path";

// What the measurements of whole commands share: programs of the same size for each peer, and their costs.
const repository = path.resolve(__dirname, "..");
const sources = path.join(__dirname, "no-op");

/** A command to measure. */
export interface MeasuredCommand {
  readonly name: string;
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Wall time and CPU time of a command and its child processes, in seconds. */
export interface Cost {
  readonly clock: number;
  readonly cpu: number;
}

/**
 * Installs the peers and cdknix together, as in the `node_modules` of a project. Returns the path of `.bin`.
 * @param without packages that are not needed
 */
export function installPeers(directory: string, without: readonly string[] = []): string {
  const file = path.join(directory, "package.json");
  copyFileSync(path.join(sources, "package.json"), file);
  const content = JSON.parse(readFileSync(file, "utf8")) as { readonly dependencies: Readonly<Record<string, string>> };
  const dependencies = Object.entries(content.dependencies).filter(([name]) => !without.includes(name));
  writeFileSync(file, JSON.stringify({ ...content, dependencies: Object.fromEntries(dependencies) }));
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--silent"], { cwd: directory, stdio: "inherit" });
  symlinkSync(repository, path.join(directory, "node_modules/cdknix"));
  symlinkSync("../cdknix/bin/cdknix.js", path.join(directory, "node_modules/.bin/synth"));
  return path.join(directory, "node_modules/.bin");
}

/** Creates a directory with a program and the settings of the command line that runs it. */
export function peerProject(directory: string, name: string, settings: Readonly<Record<string, string>>): string {
  const cwd = path.join(directory, name);
  mkdirSync(cwd);
  cpSync(path.join(sources, `${name}.ts`), path.join(cwd, "main.ts"));
  writeFileSync(
    path.join(cwd, "tsconfig.json"),
    '{ "compilerOptions": { "target": "es2022", "module": "node16" }, "ts-node": { "swc": true } }\n',
  );
  for (const [file, text] of Object.entries(settings)) writeFileSync(path.join(cwd, file), `${text}\n`);
  return cwd;
}

/**
 * Runs a command once.
 * @param bin the directory of installed programs, for the PATH
 */
export function costOf({ name, argv, cwd, env }: MeasuredCommand, bin: string): Cost {
  const timed = 'TIMEFORMAT="%R %U %S"; { time "$@" >/dev/null 2>&3; } 3>&1';
  const ended = spawnSync("bash", ["-c", timed, "bash", ...argv], {
    cwd,
    encoding: "utf8",
    env: {
      ...process.env,
      // Where ts-node keeps compiled code. cdktf runs Node with other flags, so each would discard what the other has kept.
      V8_COMPILE_CACHE_CACHE_DIR: path.join(bin, "../../compiled", name),
      ...env,
      PATH: `${bin}:${process.env.PATH ?? ""}`,
    },
  });
  const times = /([\d.]+) ([\d.]+) ([\d.]+)\n$/.exec(ended.stderr);
  if (ended.status !== 0 || times === null) throw new Error(`${name} failed:\n${ended.stdout}${ended.stderr}`);
  const [clock, user, system] = times.slice(1).map(Number);
  return { clock: clock ?? NaN, cpu: (user ?? NaN) + (system ?? NaN) };
}
