import * as path from "node:path";
import type { Command } from "commander";
import { optionsOf } from "../../cli/arguments/options";
import { bytesText } from "../../cli/terminal/format";
import { openTerminal } from "../../cli/terminal/terminal";
import { defaultOutput } from "../../model";
import { allTargets } from "../../pipeline/targets";
import { readBlockDevices } from "../../platform/block-device/block-device";
import { isCandidate } from "../../platform/block-device/flash-target";
import { readConfig } from "../../project/config/config";
import { profileNames } from "../../project/config/profiles";
import { tryReadManifest } from "../../project/output/manifest";
import { complete, type Candidate } from "./complete";
import { completionScripts, type Shell } from "./scripts";

/** The action of `synth completion`. */
export function completion(shell: Shell, _options: unknown, command: Command): void {
  openTerminal(optionsOf(command)).result(completionScripts[shell], "data");
}

/** Prints the candidates for the last of some words, for the scripts of the shells. */
export async function completeWords(words: readonly string[], _options: unknown, command: Command): Promise<void> {
  const devices = mayNeedDevices(words) ? await removableDevices() : [];
  const found = complete(command.parent ?? command, words, {
    hosts: knownHosts,
    profiles: () => profileNames(readConfig(process.cwd())?.profiles ?? {}),
    devices: () => devices,
  });
  const lines =
    found.kind === "path"
      ? [":path"]
      : found.candidates.map(({ word, description }) => [word, description].filter(Boolean).join("\t"));
  if (lines.length > 0) process.stdout.write(`${lines.join("\n")}\n`);
}

/** Listing devices takes a while, so only `flash` does it. */
function mayNeedDevices(words: readonly string[]): boolean {
  return words.includes("flash");
}

async function removableDevices(): Promise<readonly Candidate[]> {
  const devices = await readBlockDevices().catch(() => []);
  return devices.filter(isCandidate).map(({ path: word, model, size }) => ({
    word,
    description: [model, bytesText(size)].filter(Boolean).join(", "),
  }));
}

/** The hosts of the last synthesis, because running the program takes too long. */
function knownHosts(): readonly string[] {
  const output = readConfig(process.cwd())?.output ?? defaultOutput;
  const manifest = tryReadManifest(path.resolve(output));
  return manifest === undefined ? [] : allTargets(manifest).map(({ name }) => name);
}
