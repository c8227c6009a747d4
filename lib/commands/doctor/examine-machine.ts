import { existsSync } from "node:fs";
import { isFailure, type Failure } from "../../platform/failure";
import { findNix, shownConfig, type NixSettings, type NixTool } from "../../platform/nix/tool";
import { tryReadManifest } from "../../project/output/manifest";
import { checkBuilders } from "./checks/builders";
import { checkDisk, checkGit, checkKvm, checkMemory, checkNode } from "./checks/machine";
import { checkFlakes, checkNix, checkStore, checkTrust } from "./checks/nix";
import { checkOfflineBase } from "./checks/offline-base";
import { checkOutput } from "./checks/output";
import type { Check, Finding } from "./finding";

/** Requirements of every build come first, those of some builds last. */
const checks: readonly Check[] = [
  checkNode,
  checkNix,
  checkFlakes,
  checkStore,
  checkTrust,
  checkBuilders,
  checkDisk,
  checkMemory,
  checkOutput,
  checkGit,
  checkOfflineBase,
  checkKvm,
];

/** The planned build, as far as it concerns the machine. */
export interface PlannedBuild {
  /** Output directory, absolute. */
  readonly output: string;
  readonly onOfflineBase: boolean;
  readonly settings: NixSettings;
}

/** Runs all checks on this machine. Changes nothing. */
export async function examineMachine(build: PlannedBuild): Promise<readonly Finding[]> {
  const nix = await nixOrFailure(build.settings);
  const examined = {
    ...build,
    nix,
    config: isFailure(nix) ? new Map<string, string>() : await shownConfig(),
    systems: systemsOf(build.output),
    hasDaemon: existsSync("/nix/var/nix/daemon-socket/socket"),
  };
  const findings: Finding[] = [];
  for (const check of checks) findings.push(...[await check(examined)].flat());
  return findings;
}

/** The systems of the last synthesis: running the program would be exact, but takes too long. */
function systemsOf(output: string): readonly string[] {
  const hosts = Object.values(tryReadManifest(output)?.flakes ?? {}).flatMap((flake) => Object.values(flake.hosts));
  return [...new Set(hosts.filter(({ isoName }) => isoName !== null).map(({ system }) => system))].sort();
}

async function nixOrFailure(settings: NixSettings): Promise<NixTool | Failure> {
  try {
    return await findNix(settings);
  } catch (error) {
    if (isFailure(error)) return error;
    throw error;
  }
}
