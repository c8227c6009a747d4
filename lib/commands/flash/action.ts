import * as path from "node:path";
import { isatty } from "node:tty";
import { type Command } from "commander";
import * as E from "fp-ts/Either";
import { optionsOf, type CliOptions } from "../../cli/arguments/options";
import type { SecretsOptions } from "../../cli/arguments/secrets-options";
import { secretsSourceOf } from "../../cli/arguments/secrets-source";
import { outputOf, profileOf } from "../../cli/arguments/settings";
import { readLine } from "../../cli/terminal/read-line";
import { openTerminal, type Terminal } from "../../cli/terminal/terminal";
import { wrapFor } from "../../cli/terminal/wrap-text";
import { lastBuildSync, type BuiltSettings } from "../../pipeline/build/last-build";
import { readBlockDevices } from "../../platform/block-device/block-device";
import { isCandidate, type FlashTarget } from "../../platform/block-device/flash-target";
import type { TargetKind } from "../../platform/block-device/target-kinds";
import { interruption } from "../../platform/process/interruption";
import { readConfig, type Config } from "../../project/config/config";
import { confirmationMissing, notConfirmed } from "./errors";
import { flashIso, type Confirm } from "./flash-iso";
import { bootText, devicesText, listedDevice, questionText } from "./flash-text";

interface FlashOptions extends CliOptions, SecretsOptions {
  readonly kind: TargetKind;
  readonly unmount?: boolean;
  readonly yes?: boolean;
}

/** The action of `synth flash`. */
export async function flash(
  host: string | undefined,
  device: string | undefined,
  _options: unknown,
  command: Command,
): Promise<void> {
  const options = { ...command.opts<FlashOptions>(), ...optionsOf(command) };
  const terminal = openTerminal(options);
  const settings = builtSettings(options, process.cwd(), readConfig(process.cwd()));
  if (host === undefined || device === undefined) {
    // Fail now if there is no ISO, before the user looks for a device.
    if (host !== undefined) lastBuildSync(settings, host);
    await listDevices(options, terminal);
    return;
  }
  const request = {
    ...settings,
    host,
    device: path.resolve(device),
    permissions: { kind: options.kind, unmounts: options.unmount ?? false },
    secrets: await secretsSourceOf(options, process.cwd()),
  };
  const outcome = await flashIso(request, terminal, confirmation(options))();
  terminal.close();
  if (E.isLeft(outcome)) {
    // After an interruption, report the state of the device.
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
  else terminal.step("no removable devices found");
}

/** Users confirm with the device name, not with a habitual "yes". */
function confirmation({ yes }: FlashOptions): Confirm {
  return async (target, build) => {
    if (yes === true) return;
    if (!canAsk()) throw confirmationMissing(target.path);
    process.stderr.write(`${wrapFor(process.stderr, questionText(target, build))}\n`);
    const name = nameOf(target);
    const answer = await readLine(`Type "${name}" to continue: `);
    if (answer?.trim() !== name) throw notConfirmed(target.path);
  };
}

/** Whether the user can be asked: stdin and stderr are both terminals. */
function canAsk(): boolean {
  return isatty(process.stdin.fd) && isatty(process.stderr.fd);
}

function nameOf({ facts, path: file }: FlashTarget): string {
  return facts?.name ?? path.basename(file);
}

/** The settings that the ISO was built with. */
function builtSettings(options: CliOptions, projectDirectory: string, config: Config | undefined): BuiltSettings {
  return {
    output: outputOf(options, projectDirectory, config),
    nix: { store: options.store ?? config?.nix?.store },
    profile: profileOf(options, config),
  };
}
