import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import type { NixTool } from "../../lib/platform/nix/tool";
import { lockWithReplacements, nixpkgsReplacement } from "../../lib/project/lock-file/flake-lock";
import { writeTreeSync } from "../../lib/project/output/write-tree";
import { run } from "../build/run";
import type { Evaluated } from "./golden";
import type { Written } from "./specimen";

/** Hosts evaluated by one Nix process; its memory use grows with their number. */
const batchSize = 12;

/** The environment in which hosts are evaluated. */
export interface Evaluator {
  readonly tool: NixTool;
  /** Flake reference of nixpkgs. */
  readonly nixpkgs: string;
  /** Directory of disko, which flakes of machines to install have as an input. */
  readonly disko: string | undefined;
  /** Empty directory to write flakes to. */
  readonly directory: string;
  /** Called for each line of Nix's output. */
  readonly onLine: (line: string) => void;
}

/** A host with the name that Nix prints during the evaluation. */
export interface NamedHost {
  readonly name: string;
  readonly written: Written;
}

/** Earlier results of this Nix, valid for hosts with unchanged flakes on the same nixpkgs. */
export interface Known {
  readonly narHash: string;
  /** Hash of the flake, and its result, by host name. */
  readonly hosts: ReadonlyMap<string, { readonly tree: string; readonly evaluated: Evaluated }>;
}

/** Results by host name, and the hash of the nixpkgs used for the evaluation. */
export interface EvaluatedHosts {
  readonly results: ReadonlyMap<string, Evaluated>;
  readonly narHash: string;
}

/**
 * Evaluates hosts, down to the derivations of their ISOs or systems, which are added to the store as for a build.
 * @param plain the host that long lists of packages are compared with
 * @param known results that need not be evaluated again
 */
export async function evaluateHosts(
  evaluator: Evaluator,
  plain: Written,
  hosts: readonly NamedHost[],
  known?: Known,
): Promise<EvaluatedHosts> {
  const lock = path.join(evaluator.directory, "flake.lock");
  const plainFlake = writeFlake(evaluator, "plain", plain);
  const projectLock = path.join(evaluator.directory, "none");
  await lockWithReplacements(evaluator.tool, { directory: plainFlake, projectLock }, [
    nixpkgsReplacement(evaluator.nixpkgs),
  ]);
  copyFileSync(path.join(plainFlake, "flake.lock"), lock);

  const narHash = narHashIn(lock);
  const results = new Map<string, Evaluated>();
  // A host with a property set to its default is identical to another host.
  const alike = new Map<string, NamedHost[]>();
  for (const host of hosts) {
    const { name, written } = host;
    const recorded = known?.narHash === narHash ? known.hosts.get(name) : undefined;
    if (recorded?.tree === written.digest) results.set(name, recorded.evaluated);
    else {
      const same = [written.digest, written.host].join(" ");
      alike.set(same, [...(alike.get(same) ?? []), host]);
    }
  }
  const requests = [...alike.values()]
    .flatMap(([first]) => first ?? [])
    .map(({ name, written }) => {
      const directory = writeFlake(evaluator, name, written);
      // All of them have the same inputs, so they share one lock file.
      writeFileSync(
        path.join(directory, "flake.lock"),
        usesDisko(written) ? withDisko(evaluator, lock) : readFileSync(lock),
      );
      return {
        name,
        directory,
        host: written.host,
        modules: Object.keys(written.files).filter(isModule),
        shared: !definesNixpkgs(written),
      };
    });
  for (let start = 0; start < requests.length; start += batchSize) {
    const batch = requests.slice(start, start + batchSize);
    const file = path.join(evaluator.directory, "request.json");
    writeFileSync(file, JSON.stringify({ plain: { directory: plainFlake, host: plain.host }, hosts: batch }));
    for (const { name, ...result } of await evaluateBatch(evaluator, file)) results.set(name, result);
  }
  for (const [first, ...others] of alike.values()) {
    const result = results.get(first?.name ?? "");
    if (result !== undefined) for (const { name } of others) results.set(name, result);
  }
  return { results, narHash };
}

/** The hash of nixpkgs in a lock file. */
export function narHashIn(lock: string): string {
  const { nodes } = JSON.parse(readFileSync(lock, "utf8")) as { nodes: { nixpkgs: { locked: { narHash: string } } } };
  return nodes.nixpkgs.locked.narHash;
}

/** Whether a flake has the input disko. */
function usesDisko({ tree, flake }: Written): boolean {
  return tree.files.get(`${flake}/flake.nix`)?.text.includes("disko") === true;
}

/** The lock file with disko, which follows nixpkgs, from its directory. */
function withDisko({ disko, tool }: Evaluator, lock: string): string {
  if (disko === undefined) throw new Error("machines to install need disko: add --disko PATH");
  const content = JSON.parse(readFileSync(lock, "utf8")) as {
    nodes: Record<string, object> & { root: { inputs: object } };
  };
  const locked = { type: "path", path: disko, lastModified: 0, narHash: narHashOf(disko, tool) };
  const original = { type: "github", owner: "nix-community", repo: "disko", ref: "v1.13.0" };
  const root = { ...content.nodes.root, inputs: { ...content.nodes.root.inputs, disko: "disko" } };
  const nodes = { ...content.nodes, disko: { inputs: { nixpkgs: ["nixpkgs"] }, locked, original }, root };
  return JSON.stringify({ ...content, nodes });
}

const narHashes = new Map<string, string>();

/** The hash of a directory, as in a lock file. */
function narHashOf(directory: string, { args, env }: NixTool): string {
  const known = narHashes.get(directory);
  if (known !== undefined) return known;
  const hash = execFileSync("nix", ["hash", "path", ...args, directory], { env, encoding: "utf8" }).trim();
  narHashes.set(directory, hash);
  return hash;
}

/** Whether a host may have its own packages; then it is evaluated with them, which takes ten times as long. */
function definesNixpkgs({ files }: Written): boolean {
  return Object.values(files).some((lines) => lines.some((line) => line.includes("nixpkgs")));
}

/** Whether a file of a flake is a module with definitions. */
function isModule(file: string): boolean {
  return /^(?:modules|systems)\/.*\.nix$/.test(file);
}

function writeFlake({ directory }: Evaluator, name: string, { tree, flake }: Written): string {
  const own = path.join(directory, name);
  mkdirSync(own, { recursive: true });
  writeTreeSync(own, tree);
  return path.join(own, flake);
}

async function evaluateBatch(
  { tool, onLine }: Evaluator,
  file: string,
): Promise<readonly (Evaluated & { readonly name: string })[]> {
  const program = path.join(__dirname, "evaluate-all.nix");
  const expression = `import ${program} { file = "${file}"; }`;
  const { stdout } = await run(["nix", "eval", ...tool.args, "--impure", "--json", "--expr", expression], {
    cwd: "/",
    env: tool.env,
    onStderrLine: onLine,
  });
  return JSON.parse(stdout.replaceAll(/\/nix\/store\/[0-9a-z]{32}-(?![^"]*\.drv")/g, "/nix/store/…-")) as never;
}
