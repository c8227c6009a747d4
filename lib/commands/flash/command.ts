import * as path from "node:path";
import { Option, type Command } from "commander";
import * as E from "fp-ts/Either";
import { addExamples, type CommandDefinition } from "../../cli/arguments/command-definition";
import { addProfileOption, optionsOf, type CliOptions } from "../../cli/arguments/options";
import { outputOf, profileOf } from "../../cli/arguments/settings";
import { openTerminal, type Terminal } from "../../cli/terminal/terminal";
import { lastBuildSync, type BuiltSettings } from "../../pipeline/build/last-build";
import { readBlockDevices } from "../../platform/block-device/block-device";
import { isCandidate, targetKinds, type FlashTarget, type TargetKind } from "../../platform/block-device/flash-target";
import { interruption } from "../../platform/process/interruption";
import { readConfig, type Config } from "../../project/config/config";
import { ask, canAsk } from "./confirm";
import { confirmationMissing, notConfirmed } from "./errors";
import { flashIso, type Confirm } from "./flash-iso";
import { bootText, devicesText, listedDevice, questionText } from "./flash-text";

interface FlashOptions extends CliOptions {
  readonly kind: TargetKind;
  readonly unmount?: boolean;
  readonly yes?: boolean;
}

/** `synth flash [HOST] [DEVICE]`. */
export const flashDefinition: CommandDefinition = {
  position: 60,
  overview: { "synth flash lilith": "the removable devices; with one of them, write the ISO to it" },
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("flash")
    .description("write the ISO that was built of a host last to a device, and read it back")
    .argument("[host]", "the host")
    .argument("[device]", "the device, such as /dev/sdb; without one, the removable devices are listed")
    .action(flash);
  command
    .optionsGroup("Writing:")
    .addOption(
      new Option("--kind <kind>", "what the device is, where that is no removable disk")
        .choices(targetKinds)
        .default("removable"),
    )
    .option("--unmount", "unmount what is mounted of the device first")
    .option("-y, --yes", "do not ask whether it is the right device");
  addProfileOption(command)
    .option("-o, --output <directory>", "output directory (cdk.json: output; default: cdk.out)")
    .option("--store <url>", "store that was built in, as Nix takes it (cdk.json: nix.store)")
    .optionsGroup("Telling:")
    .option("-q, --quiet", "tell only warnings and errors")
    .option("-j, --json", "results as JSON")
    .option("--no-color", "no colours");
  addExamples(command, {
    "synth flash": "the removable devices: name, size, model, bus",
    "synth flash lilith /dev/sdb": "write the ISO of lilith to one of them, after a question",
    "synth flash lilith /dev/sdb --unmount --yes": "the same without a question, and unmounted first",
    "synth flash lilith disk.img --kind file --yes": "write it to the beginning of a file that exists",
  });
}

async function flash(
  host: string | undefined,
  device: string | undefined,
  _options: unknown,
  command: Command,
): Promise<void> {
  const options = { ...optionsOf(command), ...command.opts<FlashOptions>() };
  const terminal = openTerminal(options);
  const settings = builtSettings(options, process.cwd(), readConfig(process.cwd()));
  if (host === undefined || device === undefined) {
    // What is asked for is to be had, before anybody goes and looks for a device.
    if (host !== undefined) lastBuildSync(settings, host);
    await listDevices(options, terminal);
    return;
  }
  const request = {
    ...settings,
    host,
    device: path.resolve(device),
    permissions: { kind: options.kind, unmounts: options.unmount ?? false },
  };
  const outcome = await flashIso(request, terminal, confirmation(options))();
  terminal.close();
  if (E.isLeft(outcome)) {
    // Whoever interrupts is to know what that leaves behind.
    if (interruption.aborted && outcome.left.code.startsWith("device-")) terminal.failure(outcome.left);
    throw outcome.left;
  }
  const flashed = outcome.right;
  for (const line of bootText(flashed)) terminal.summary(line);
  terminal.result(options.json === true ? JSON.stringify(flashed, undefined, 2) : flashed.device);
}

async function listDevices(options: CliOptions, terminal: Terminal): Promise<void> {
  const devices = (await readBlockDevices()).filter(isCandidate).map(listedDevice);
  if (options.json === true) terminal.result(JSON.stringify(devices, undefined, 2));
  else if (devices.length > 0) terminal.result(devicesText(devices));
  else terminal.step("there is no removable device here");
}

/** By name, so that nobody says yes out of habit. */
function confirmation({ yes }: FlashOptions): Confirm {
  return async (target, build) => {
    if (yes === true) return;
    if (!canAsk()) throw confirmationMissing(target.path);
    process.stderr.write(`${questionText(target, build)}\n`);
    const name = nameOf(target);
    const answer = await ask(`Type ${name} to go on: `);
    if (answer?.trim() !== name) throw notConfirmed(target.path);
  };
}

function nameOf({ facts, path: file }: FlashTarget): string {
  return facts?.name ?? path.basename(file);
}

/** Where the ISO was built, and with what. */
function builtSettings(options: CliOptions, projectDirectory: string, config: Config | undefined): BuiltSettings {
  return {
    output: outputOf(options, projectDirectory, config),
    nix: { store: options.store ?? config?.nix?.store },
    profile: profileOf(options, config),
  };
}
