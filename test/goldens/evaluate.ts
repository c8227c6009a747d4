import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import type { NixTool } from "../../lib/platform/nix/tool";
import { lockWithNixpkgs } from "../../lib/project/lock-file/flake-lock";
import { writeTreeSync } from "../../lib/project/output/write-tree";
import { run } from "../build/run";
import { repository } from "../examples/examples";
import type { Evaluated } from "./golden";
import type { Written } from "./specimen";

/** Hosts that one process of Nix evaluates: what it needs of memory grows with them. */
const batchSize = 12;

/** Where and with what hosts are evaluated. */
export interface Evaluator {
  readonly tool: NixTool;
  /** Flake reference of nixpkgs. */
  readonly nixpkgs: string;
  /** Empty directory to write flakes to. */
  readonly directory: string;
  /** Told what Nix says on its way. */
  readonly onLine: (line: string) => void;
}

/** A host under the name that Nix says when it evaluates it. */
export interface NamedHost {
  readonly name: string;
  readonly written: Written;
}

/** What was recorded by this Nix before: it holds for hosts whose flakes are still the same, on the same nixpkgs. */
export interface Known {
  readonly narHash: string;
  /** Hash of the flake, and what it came to, by name of the host. */
  readonly hosts: ReadonlyMap<string, { readonly tree: string; readonly evaluated: Evaluated }>;
}

/** What hosts came to, by name, and the hash of the nixpkgs that they were evaluated with. */
export interface EvaluatedHosts {
  readonly results: ReadonlyMap<string, Evaluated>;
  readonly narHash: string;
}

/**
 * Evaluates hosts, down to the derivations of their ISOs, which are put into the store as for a build.
 * @param plain the host that long lists of packages are compared with
 * @param known what need not be evaluated again
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
  await lockWithNixpkgs(evaluator.tool, { directory: plainFlake, projectLock }, evaluator.nixpkgs);
  copyFileSync(path.join(plainFlake, "flake.lock"), lock);

  const narHash = narHashIn(lock);
  const results = new Map<string, Evaluated>();
  // Where a property is set to its default, another host is the very same.
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
      // All ask for the same one input, so one lock is that of all.
      copyFileSync(lock, path.join(directory, "flake.lock"));
      return {
        name,
        directory,
        host: written.host,
        modules: Object.keys(written.files).filter(isModule),
        shared: !saysNixpkgs(written),
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

function narHashIn(lock: string): string {
  const { nodes } = JSON.parse(readFileSync(lock, "utf8")) as { nodes: { nixpkgs: { locked: { narHash: string } } } };
  return nodes.nixpkgs.locked.narHash;
}

/** Whether a host may have packages of its own: then it is evaluated with them, which takes ten times as long. */
function saysNixpkgs({ files }: Written): boolean {
  return Object.values(files).some((lines) => lines.some((line) => line.includes("nixpkgs")));
}

/** Of a flake's files those that NixOS reads as modules that define something. */
function isModule(file: string): boolean {
  return /^(?:modules|systems)\/.*\.nix$/.test(file);
}

function writeFlake({ directory }: Evaluator, name: string, { tree, flake }: Written): string {
  const own = path.join(directory, name);
  mkdirSync(own, { recursive: true });
  writeTreeSync(own, tree, repository);
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
