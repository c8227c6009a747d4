import * as path from "node:path";
import type { Command } from "commander";
import * as E from "fp-ts/Either";
import { fileToRead, fileToWrite } from "../../cli/arguments/file-arguments";
import { optionsOf } from "../../cli/arguments/options";
import { secretsSourceOf } from "../../cli/arguments/secrets-source";
import { synthRequest } from "../../cli/arguments/settings";
import { openTerminal } from "../../cli/terminal/terminal";
import { hostFileName, outputPaths } from "../../project/output/output-paths";
import { disksOf } from "./disks";
import { checkInstallOptions, passphraseIn, requireInstaller } from "./install-options";
import { hostImage, type HostImage } from "./host-image";
import type { VmOptions } from "./options";
import { omitUndefined } from "../../platform/qemu/omit-undefined";
import type { MachineRequest } from "./start-machine";
import { useMachine } from "./use-machine";
import { withSecrets } from "./with-secrets";

/** The action of `synth vm`. */
export async function vm(host: string, _options: unknown, command: Command): Promise<void> {
  const options = optionsOf(command) as VmOptions;
  const machine = machineOptions(options);
  const terminal = openTerminal(options);
  const secrets = await secretsSourceOf(options, process.cwd());
  const request = synthRequest(options, process.cwd(), [host]);
  const image = await hostImage(request, host, terminal)();
  terminal.close();
  if (E.isLeft(image)) throw image.left;
  if (options.install === true) requireInstaller(image.right, options);
  await withSecrets(image.right, secrets, (found) =>
    useMachine(machineRequest(options, machine, request.output, found), options, terminal),
  );
}

/** The parts of a request that the options alone decide. */
type MachineOptions = Pick<MachineRequest, "disks" | "diskPassphrase" | "identity" | "screenshot">;

/** Checks the options before anything is built. */
function machineOptions(options: VmOptions): MachineOptions {
  const disks = disksOf(options);
  checkInstallOptions(options);
  return {
    disks,
    diskPassphrase: options.diskPassphrase === undefined ? undefined : passphraseIn(options.diskPassphrase),
    identity: options.identity === undefined ? undefined : fileToRead("--identity", options.identity),
    screenshot: options.screenshot === undefined ? undefined : fileToWrite("--screenshot", options.screenshot),
  };
}

function machineRequest(options: VmOptions, fixed: MachineOptions, output: string, image: HostImage): MachineRequest {
  return {
    image,
    boots: "iso",
    firmware: options.uefi === true ? "uefi" : "bios",
    medium: options.usb === true ? "usb" : "cd",
    memory: options.memory,
    network: options.network && options.install !== true ? "outgoing" : "isolated",
    ...omitUndefined({ macAddress: options.macAddress, machineSerial: options.machineSerial }),
    copyToRam: options.copyToRam ?? false,
    ...fixed,
    user: options.user,
    timeout: options.timeout,
    directory: path.join(outputPaths(output).machines, hostFileName(image.host)),
  };
}
