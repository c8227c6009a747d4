import { existsSync } from "node:fs";
import { isFailure, type Failure } from "../../platform/failure";
import { findNix, shownConfig, type NixSettings, type NixTool } from "../../platform/nix/tool";
import { tryReadManifest } from "../../project/output/manifest";
import { checkBuilders } from "./checks/builders";
import { checkDisk, checkGit, checkKvm, checkMemory, checkNode } from "./checks/machine";
import { checkNetwork } from "./checks/network";
import { checkFlakes, checkNix, checkStore, checkTrust } from "./checks/nix";
import { checkOfflineBase } from "./checks/offline-base";
import { checkOutput } from "./checks/output";
import { checkProgram } from "./checks/program";
import type { Check, Examined, Finding, PlannedBuild } from "./finding";

/** Requirements of every build come first, those of some builds last. */
const checks: readonly Check[] = [
  checkNode,
  checkProgram,
  checkNix,
  checkFlakes,
  checkStore,
  checkTrust,
  checkBuilders,
  checkNetwork,
  checkDisk,
  checkMemory,
  checkOutput,
  checkGit,
  checkOfflineBase,
  checkKvm,
];

/** Runs all checks on this machine. Changes nothing. */
export async function examineMachine(build: PlannedBuild): Promise<readonly Finding[]> {
  const nix = await nixOrFailure(build.settings);
  const examined = {
    ...build,
    nix,
    config: isFailure(nix) ? new Map<string, string>() : await shownConfig(),
    ...lastSynthesis(build.output),
    hasDaemon: existsSync("/nix/var/nix/daemon-socket/socket"),
  };
  const findings: Finding[] = [];
  for (const check of checks) findings.push(...[await check(examined)].flat());
  return findings;
}

/** Requirements of the last synthesis: running the program would be exact, but takes too long. */
function lastSynthesis(output: string): Pick<Examined, "lockFiles" | "releases" | "systems"> {
  const flakes = Object.values(tryReadManifest(output)?.flakes ?? {});
  const hosts = flakes.flatMap((flake) => Object.values(flake.hosts)).filter(({ isoName }) => isoName !== null);
  return {
    lockFiles: flakes.map(({ lockFile }) => lockFile),
    releases: [...new Set(flakes.map(({ release }) => release))].sort(),
    systems: [...new Set(hosts.map(({ system }) => system))].sort(),
  };
}

async function nixOrFailure(settings: NixSettings): Promise<NixTool | Failure> {
  try {
    return await findNix(settings);
  } catch (error) {
    if (isFailure(error)) return error;
    throw error;
  }
}
