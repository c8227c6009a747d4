import * as path from "node:path";
import { isFailure, type Failure } from "../../platform/failure";
import { daemonSocketSync } from "../../platform/nix/daemon-socket";
import { pingStore } from "../../platform/nix/remote/ping-store";
import { findNix, shownConfig, type NixSettings, type NixTool } from "../../platform/nix/tool";
import { tryReadManifest } from "../../project/output/manifest";
import { checkBuilders } from "./checks/builders";
import { checkDisk, checkGit, checkKvm, checkMemory, checkNode } from "./checks/machine";
import { checkNetwork } from "./checks/network";
import { checkFlakes, checkNix, checkStore, checkTrust } from "./checks/nix";
import { checkOfflineBase } from "./checks/offline-base";
import { checkOutput } from "./checks/output";
import { checkProgram } from "./checks/program";
import type { Check, Daemon, Examined, Finding, PlannedBuild } from "./finding";

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
    daemon: await findDaemon(nix),
  };
  const findings: Finding[] = [];
  for (const check of checks) findings.push(...[await check(examined)].flat());
  return findings;
}

/** Requirements of the last synthesis: running the program would be exact, but takes too long. */
function lastSynthesis(output: string): Pick<Examined, "flakes" | "releases" | "systems"> {
  const flakes = Object.values(tryReadManifest(output)?.flakes ?? {});
  const hosts = flakes.flatMap((flake) => Object.values(flake.hosts));
  return {
    flakes: flakes.map(({ lockFile, directory }) => ({ lockFile, source: path.join(output, directory, "flake.nix") })),
    releases: [...new Set(flakes.map(({ release }) => release))].sort(),
    systems: [...new Set(hosts.map(({ system }) => system))].sort(),
  };
}

/** A daemon that does not run leaves its socket behind, so it must answer. */
async function findDaemon(nix: NixTool | Failure): Promise<Daemon> {
  const { state, ...socket } = daemonSocketSync();
  if (state === "denied") return { group: undefined, ...socket, state };
  if (state === "absent" || isFailure(nix)) return { state: "absent" };
  const { answers } = await pingStore(nix, "daemon", daemonSeconds);
  return answers ? { state: "running" } : { state: "silent", file: socket.file };
}

/** A daemon on the same machine answers in a moment, and systemd may have to start it first. */
const daemonSeconds = 10;

async function nixOrFailure(settings: NixSettings): Promise<NixTool | Failure> {
  try {
    return await findNix(settings);
  } catch (error) {
    if (isFailure(error)) return error;
    throw error;
  }
}
