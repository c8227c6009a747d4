import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { runProcess, type ProcessRequest } from "../../lib/platform/process/run-process";

/** Nix's result for an expression: a value, or an error. */
export type Answer = { readonly value: unknown } | { readonly error: string };

/** A real NixOS tree that programs are evaluated with. */
export class RealNixos {
  /** @param nixpkgs directory of the tree */
  constructor(private readonly nixpkgs: string) {}

  /** The release of the tree, and the version of Nix that evaluates. */
  async versions(): Promise<{ readonly release: string; readonly nix: string }> {
    const release = await this.run('(import (nixpkgs + "/lib")).trivial.release');
    const { stdout } = await runProcess({ argv: ["nix", "--version"], cwd: tmpdir() });
    if (!("value" in release)) throw new Error(`${this.nixpkgs} is no nixpkgs tree: ${release.error}`);
    return { release: String(release.value), nix: stdout.trim() };
  }

  /**
   * Evaluates an expression over a host.
   * @param files the emitted tree of one flake, by path
   * @param modules directories of the tree that make up the host
   */
  async ask(files: Readonly<Record<string, string>>, modules: readonly string[], expression: string): Promise<Answer> {
    const directory = mkdtempSync(path.join(tmpdir(), "cdknix-evidence-"));
    try {
      for (const [file, text] of Object.entries(files)) {
        mkdirSync(path.dirname(path.join(directory, file)), { recursive: true });
        writeFileSync(path.join(directory, file), text);
      }
      const host = `import (nixpkgs + "/nixos/lib/eval-config.nix") {
        system = null;
        specialArgs = { inputs = { }; self = { }; };
        modules = [ ${modules.map((name) => path.join(directory, name)).join(" ")} ];
      }`;
      const program = `let host = ${host}; inherit (host) config pkgs; inherit (pkgs) lib; in ${expression}`;
      const answer = await this.run(program);
      return "error" in answer ? { error: answer.error.replaceAll(directory, "<program>") } : answer;
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }

  private async run(program: string): Promise<Answer> {
    const argv: ProcessRequest["argv"] = [
      "nix-instantiate",
      // Nothing is built or stored, so it works on every machine, with or without a Nix daemon.
      ...["--readonly-mode", "--store", "dummy://", "--eval", "--strict", "--json"],
      ...["--expr", `let nixpkgs = ${this.nixpkgs}; in ${program}`],
    ];
    // Nix 2.8 crashes when it collects garbage on NixOS.
    const env = { GC_INITIAL_HEAP_SIZE: "1G" };
    const result = await runProcess({ argv, cwd: tmpdir(), env });
    if (result.startError !== undefined) throw new Error(`nix-instantiate cannot be started: ${result.startError}`);
    if (result.exitCode === 0) return { value: JSON.parse(result.stdout) as unknown };
    return { error: shortened(result.stderr).replaceAll(this.nixpkgs, "<nixpkgs>") };
  }
}

/** The error itself, without the trace. */
function shortened(stderr: string): string {
  const start = stderr.lastIndexOf("error:");
  return stderr
    .slice(Math.max(start, 0))
    .replace(/\n\(use '--show-trace'[\s\S]*$/, "")
    .trim();
}
