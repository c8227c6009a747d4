import { statSync } from "node:fs";
import * as path from "node:path";
import { defaultOutput } from "../model";
import { packageRoot } from "../platform/package-root";
import { runProcess } from "../platform/process/run-process";
import { hostFileName, outputPaths } from "../project/output/output-paths";
import { buildFailed, contextKeyInvalid, hostIsMachine, hostNameInvalid, noSuchProject } from "./errors";

/**
 * The host to build, and how.
 * @beta
 */
export interface BuildOptions {
  /** Name of the host. If two flakes of the program have a host with this name, `FLAKE/HOST`. */
  readonly host: string;
  /** Directory of the project: the program runs there, with its `cdk.json`. Default: the current directory. */
  readonly projectDirectory?: string | undefined;
  /** Command that runs the program. Default: `app` in `cdk.json`. */
  readonly app?: string | undefined;
  /** Context values for the program. They override those in `cdk.json`. Default: none. */
  readonly context?: Readonly<Record<string, string>> | undefined;
  /**
   * Build with another nixpkgs: a flake reference, or `embedded` for the offline base. Default: `nixpkgs` in `cdk.json`,
   * otherwise the flake's own.
   */
  readonly nixpkgs?: string | undefined;
  /** Build with a profile: `dev`, `release`, or one in `cdk.json`. Default: none. */
  readonly profile?: string | undefined;
  /**
   * Output directory, relative to the project directory. A link next to it, `OUTPUT.result`, keeps the ISO from the
   * garbage collector. Default: `cdk.out.test/HOST`, so that the project's own output and result stay as they are.
   */
  readonly output?: string | undefined;
}

/**
 * A built ISO: the entry that `synth --json` prints for a host.
 * @beta
 */
export interface BuiltIso {
  /** Name of the host. */
  readonly host: string;
  /** The host has an image. */
  readonly kind: "image";
  /** Absolute path of the ISO. */
  readonly iso: string;
  /** In bytes. */
  readonly size: number;
  /** SHA-256 of the ISO, hexadecimal. */
  readonly sha256: string;
  /** Absolute path of the checksum file, which is next to a link to the ISO. */
  readonly checksum: string;
  /** Absolute path of the ISO's bill of materials; null without a profile that asks for one. */
  readonly sbom: string | null;
  /** Path of the build result in the Nix store. */
  readonly storePath: string;
  /** Path of the derivation that Nix built. */
  readonly drvPath: string;
}

/**
 * Builds a host's ISO for a test, as `synth HOST` does: runs the project's program in a child process and builds its flake
 * with Nix. If nothing changed since the last call, Nix is not run.
 *
 * The project's own output and result are left alone. Its `flake.lock` is created or completed as by `synth`, and Terraform
 * stacks of the program are written.
 *
 * ```ts
 * const key = await createSshKeyPair(directory);
 * const { iso } = await buildIso({ host: "medic", context: { authorizedKey: key.publicKey } });
 * const machine = await bootIso({ iso, ssh: { identity: key.identity } });
 * ```
 *
 * A build takes minutes, so raise the timeout of the test or hook that calls this function.
 *
 * @throws {@link ExpectationError} if an option is invalid, if the host has no `IsoImage`, or if `synth` fails, with its command line and the last lines of
 * its stderr: the program's errors, or those of Nix with the construct behind them
 * @beta
 */
export async function buildIso(options: BuildOptions): Promise<BuiltIso> {
  const projectDirectory = path.resolve(options.projectDirectory ?? ".");
  checkOptions(options, projectDirectory);
  const result = await runProcess({
    argv: [process.execPath, path.join(packageRoot, "bin/cdknix.js"), ...synthArguments(options, projectDirectory)],
    cwd: projectDirectory,
    keptLines: reportedLines,
  });
  if (result.exitCode !== 0) throw buildFailed(options.host, result);
  // One host is named, so one is listed.
  const [built] = JSON.parse(result.stdout) as readonly [BuiltIso | MachineResult];
  if (built.iso === null) throw hostIsMachine(options.host);
  return built;
}

/** The entry of `synth --json` for a host without an image. */
interface MachineResult {
  readonly iso: null;
}

/** Enough for several errors of a program, or for an error of Nix with the log of a failed builder. */
const reportedLines = 60;

/** Rejects options that would change the meaning of the command line, or cause a misleading error. */
function checkOptions({ host, context = {} }: BuildOptions, projectDirectory: string): void {
  const isDirectory = statSync(projectDirectory, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (!isDirectory) throw noSuchProject(projectDirectory);
  // The output directory is named after the host.
  if (!/^(?:\w[\w+.-]*\/)?[\w-]+$/.test(host)) throw hostNameInvalid(host);
  const invalidKey = Object.keys(context).find((key) => key === "" || key.includes("="));
  if (invalidKey !== undefined) throw contextKeyInvalid(invalidKey);
}

/** Names the command, because a host may be named like another command. */
function synthArguments(options: BuildOptions, projectDirectory: string): readonly string[] {
  const { host, app, context = {}, nixpkgs, profile } = options;
  const { tested } = outputPaths(path.join(projectDirectory, defaultOutput));
  const output = path.resolve(projectDirectory, options.output ?? path.join(tested, hostFileName(host)));
  const values = Object.entries({ app, nixpkgs, profile, output, "out-link": `${output}.result` });
  return [
    "synth",
    "--json",
    "--quiet",
    ...values.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`])),
    ...Object.entries(context).map(([key, value]) => `--context=${key}=${value}`),
    "--",
    host,
  ];
}
