import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";

function run(args: readonly string[], source: string): string {
  // No store is used, so the tests run as any user, with or without a Nix daemon.
  const all = [...args, "--readonly-mode", "--store", "dummy://", "-"];
  const result = spawnSync("nix-instantiate", all, {
    input: source,
    encoding: "utf8",
    cwd: tmpdir(),
    maxBuffer: 2 ** 30,
  });
  if (result.error !== undefined) {
    throw new Error(`these tests need the real nix-instantiate (apt-get install nix-bin): ${result.error.message}`);
  }
  if (result.status !== 0) throw new Error(`nix-instantiate ${args.join(" ")} failed:\n${result.stderr.slice(-2000)}`);
  return result.stdout;
}

/** Evaluates source text completely with Nix, and returns the value from its JSON. */
export function evaluateJson(source: string): string {
  return run(["--eval", "--strict", "--json"], source);
}

/** Nix's own rendering of a list of expressions after parsing it. Equal text means equal syntax trees. */
export function parse(source: string): string {
  return run(["--parse"], source);
}
