import * as path from "node:path";
import type { Command } from "commander";
import * as E from "fp-ts/Either";
import { addExamples, type CommandDefinition } from "../../cli/arguments/command-definition";
import { addNixOptions, addProfileOption, addProgramOptions, optionsOf } from "../../cli/arguments/options";
import { secretsSourceOf } from "../../cli/arguments/secrets-options";
import { synthRequest } from "../../cli/arguments/settings";
import { openTerminal } from "../../cli/terminal/terminal";
import { hostFileName, outputPaths } from "../../project/output/output-paths";
import { disksOf } from "./disks";
import { checkInstallOptions, passphraseIn, requireInstaller } from "./install-options";
import type { HostImage } from "./host-image";
import { addVmOptions, type VmOptions } from "./options";
import { omitUndefined } from "../../platform/qemu/omit-undefined";
import type { MachineRequest } from "./start-machine";

/** `synth vm HOST`. */
export const vmDefinition: CommandDefinition = {
  position: 100,
  overview: { "synth vm lilith": "boot its ISO in QEMU; with --test, exit with 0 when login works" },
  add: addCommand,
};

function addCommand(root: Command): void {
  const command = root
    .command("vm")
    .description("build a host's ISO if needed and boot it in QEMU, attached to its serial console or to run a test")
    .argument("<host>", "the host")
    .action(vm);
  addNixOptions(addVmOptions(addProfileOption(addProgramOptions(command))));
  addExamples(command, {
    "synth vm lilith": "boot it with its serial console on this terminal, and ssh on a port of 127.0.0.1",
    "synth vm lilith --profile dev": "boot an image that builds faster",
    "synth vm lilith --test": "exit with code 0 when login works",
    "synth vm lilith --test --run 'systemctl --failed --quiet'": "also run a command in it",
    "synth vm lilith --uefi --usb --disk 8G": "use UEFI, a USB drive, and a disk to install to",
    "synth vm lilith --test --copy-to-ram": "check that it works without its medium",
    "synth vm stick --install --uefi --disk 8G --disk-serial WD-1234 --test":
      "install on a blank disk, and boot from it",
    "synth vm lilith --secrets keys --test": "with its secrets, in a temporary copy of the ISO",
    "synth vm lilith --test --screenshot boot.png": "also take a screenshot",
  });
}

async function vm(host: string, _options: unknown, command: Command): Promise<void> {
  const options = optionsOf(command) as VmOptions;
  const machine = machineOptions(options);
  const terminal = openTerminal(options);
  const secrets = await secretsSourceOf(options, process.cwd());
  const request = synthRequest(options, process.cwd(), [host]);
  // Loaded only here, so that builds start faster.
  const [{ hostImage }, { useMachine }, { withSecrets }] = await Promise.all([
    import("./host-image.js"),
    import("./use-machine.js"),
    import("./with-secrets.js"),
  ]);
  const image = await hostImage(request, host, terminal)();
  terminal.close();
  if (E.isLeft(image)) throw image.left;
  if (options.install === true) requireInstaller(image.right, options);
  await withSecrets(image.right, secrets, (found) =>
    useMachine(machineRequest(options, machine, request.output, found), options, terminal),
  );
}

/** The parts of a request that the options alone decide. */
type MachineOptions = Pick<MachineRequest, "disks" | "diskPassphrase">;

/** Checks the options before anything is built. */
function machineOptions(options: VmOptions): MachineOptions {
  const disks = disksOf(options);
  checkInstallOptions(options);
  return {
    disks,
    diskPassphrase: options.diskPassphrase === undefined ? undefined : passphraseIn(options.diskPassphrase),
  };
}

function machineRequest(
  options: VmOptions,
  { disks, diskPassphrase }: MachineOptions,
  output: string,
  image: HostImage,
): MachineRequest {
  return {
    image,
    boots: "iso",
    firmware: options.uefi === true ? "uefi" : "bios",
    medium: options.usb === true ? "usb" : "cd",
    memory: options.memory,
    network: options.network && options.install !== true ? "outgoing" : "isolated",
    ...omitUndefined({ macAddress: options.macAddress, machineSerial: options.machineSerial }),
    copyToRam: options.copyToRam ?? false,
    disks,
    diskPassphrase,
    identity: options.identity === undefined ? undefined : path.resolve(options.identity),
    user: options.user,
    timeout: options.timeout,
    screenshot: options.screenshot === undefined ? undefined : path.resolve(options.screenshot),
    directory: path.join(outputPaths(output).machines, hostFileName(image.host)),
  };
}
