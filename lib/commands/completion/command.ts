import * as path from "node:path";
import { Argument, type Command } from "commander";
import { addExamples, type CommandDefinition } from "../../cli/arguments/command-definition";
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

/** `synth completion`, and the hidden command that its scripts call. */
export const completionDefinition: CommandDefinition = {
  position: 130,
  overview: {},
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("completion")
    .description("print the completion script for a shell")
    .addArgument(new Argument("<shell>", "the shell").choices(Object.keys(completionScripts)))
    .action((shell: Shell, _options: unknown, self: Command) => {
      openTerminal(optionsOf(self)).result(completionScripts[shell], "data");
    });
  addExamples(command, {
    'eval "$(synth completion bash)"': "add to ~/.bashrc",
    'eval "$(synth completion zsh)"': "add to ~/.zshrc, after compinit",
    "synth completion fish > ~/.config/fish/completions/synth.fish": "run once",
  });
  root
    .command("__complete", { hidden: true })
    .argument("[words...]")
    .action(async (words: readonly string[]) => {
      const devices = mayNeedDevices(words) ? await removableDevices() : [];
      const completion = complete(root, words, {
        hosts: knownHosts,
        profiles: () => profileNames(readConfig(process.cwd())?.profiles ?? {}),
        devices: () => devices,
      });
      const lines =
        completion.kind === "path"
          ? [":path"]
          : completion.candidates.map(({ word, description }) => [word, description].filter(Boolean).join("\t"));
      if (lines.length > 0) process.stdout.write(`${lines.join("\n")}\n`);
    });
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
