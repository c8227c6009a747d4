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

/** What building needs first, what only some of it needs last. */
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

/** What is to be built here, as far as the machine is concerned. */
export interface Intention {
  /** Output directory, absolute. */
  readonly output: string;
  readonly onOfflineBase: boolean;
  readonly settings: NixSettings;
}

/** Looks at this machine; changes nothing. */
export async function examineMachine(intention: Intention): Promise<readonly Finding[]> {
  const nix = await nixOrFailure(intention.settings);
  const examined = {
    ...intention,
    nix,
    config: isFailure(nix) ? new Map<string, string>() : await shownConfig(),
    systems: systemsOf(intention.output),
    hasDaemon: existsSync("/nix/var/nix/daemon-socket/socket"),
  };
  const findings: Finding[] = [];
  for (const check of checks) findings.push(...[await check(examined)].flat());
  return findings;
}

/** Only the program knows its hosts for sure, and it takes too long to ask. */
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
