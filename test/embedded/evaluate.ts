import { cpSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { offlineBaseOptions } from "../../lib/platform/debian/offline-base";
import { findNix } from "../../lib/platform/nix/tool";
import { runProcess } from "../../lib/platform/process/run-process";
import { run } from "../build/run";
import { freshDirectory } from "../build/run-directory";

const embedded = path.resolve(__dirname, "../../embedded");

/** One offline base per release, assembled as described in its README. */
export class OfflineBase {
  /** Resolves the packages with this machine's apt; assembles nothing yet. */
  static async make(): Promise<OfflineBase> {
    const directory = freshDirectory("offline-base");
    await run(["sh", path.join(embedded, "debs/resolve.sh"), path.join(directory, "debs.json")], { cwd: directory });
    return new OfflineBase(directory);
  }

  private readonly assembled = new Map<string, string>();

  private constructor(private readonly directory: string) {}

  /**
   * Evaluates an expression over `c`, the configuration of a host with the installer profile and a module.
   * @param further another module, with imports
   * @returns the value, or the error of Nix
   */
  async evaluate(release: string, module: string, expression: string, further = "{ }"): Promise<unknown> {
    const installer = "${modulesPath}/installer/cd-dvd/installation-cd-minimal.nix";
    return this.evaluateProgram(this.program(release, `"${installer}"`, module, expression, further));
  }

  /** Evaluates an expression over `c`, the configuration of a machine with the stand-in for disko and a module. */
  async evaluateMachine(release: string, module: string, expression: string): Promise<unknown> {
    return this.evaluateProgram(this.machine(release, module, expression));
  }

  /** Builds a derivation of a machine; returns its path, or the error of Nix. */
  async buildOfMachine(release: string, module: string, expression: string): Promise<string> {
    const argv = ["nix-build", "--no-out-link", "--expr", this.machine(release, module, expression)] as const;
    const { config } = await findNix({ options: offlineBaseOptions() });
    const { exitCode, stdout, stderr } = await runProcess({ argv, cwd: this.directory, env: { NIX_CONFIG: config } });
    return exitCode === 0 ? stdout.trim() : plain(stderr);
  }

  private machine(release: string, module: string, expression: string): string {
    return this.program(release, `${this.baseFor(release)}/disko/module.nix`, module, expression, "{ }");
  }

  private program(release: string, imported: string, module: string, expression: string, further: string): string {
    const base = this.baseFor(release);
    return `
      let
        lib = import ${base}/lib;
        nixosSystem = import ${base}/lib/nixos-system.nix { inherit lib; self.outPath = "/base"; };
        user = { config, lib, pkgs, modulesPath, ... }: {
          _file = "user.nix";
          imports = [ ${imported} ];
          config = ${module};
        };
        further = { modulesPath, ... }: ${further};
        c = (nixosSystem { modules = [ user further ]; }).config;
      in
      ${expression}`;
  }

  private async evaluateProgram(program: string): Promise<unknown> {
    const argv = ["nix-instantiate", "--eval", "--strict", "--json", "--expr", program] as const;
    const { exitCode, stdout, stderr } = await runProcess({ argv, cwd: this.directory });
    return exitCode === 0 ? JSON.parse(stdout) : plain(stderr);
  }

  /** Directory of the base for a release: a flake, like nixpkgs. */
  baseFor(release: string): string {
    const known = this.assembled.get(release);
    if (known !== undefined) return known;
    const base = path.join(this.directory, release);
    cpSync(embedded, base, { recursive: true });
    cpSync(path.join(this.directory, "debs.json"), path.join(base, "debs.json"));
    writeFileSync(path.join(base, "release"), `${release}\n`);
    this.assembled.set(release, base);
    return base;
  }
}

const plain = (text: string): string => text.replace(/\u001b\[[0-9;]*m/g, "");
