import * as path from "node:path";
import { bootIso, type BootOptions, type VirtualMachine } from "../../lib/testing";
import { lilithImage, type LilithImage } from "../build/lilith-image";
import { runDirectory } from "../build/run-directory";

/** The example's image in a booted machine, with the key that it was built with. */
export interface BootedLilith {
  readonly machine: VirtualMachine;
  readonly image: LilithImage;
}

/** Boots the example's image; builds it if no other test has. */
export async function bootLilith(kind: Required<Pick<BootOptions, "firmware" | "medium">>): Promise<BootedLilith> {
  const image = await lilithImage();
  const machine = await bootIso({
    ...kind,
    iso: image.built.iso,
    ssh: { identity: image.key.identity },
    artifacts: path.join(runDirectory(), `${kind.firmware}-${kind.medium}`),
  });
  return { machine, image };
}

/**
 * Runs a command as root or another user; fails if the command does.
 * @returns its standard output without the trailing newline
 */
export async function output(
  machine: Pick<VirtualMachine, "ssh">,
  command: string,
  user = "root",
  timeout = 120,
): Promise<string> {
  const { exitCode, stdout, stderr } = await machine.ssh(command, { user, timeout });
  if (exitCode !== 0) throw new Error(`exit code ${String(exitCode)}: ${command}\n${stdout}${stderr}`);
  return stdout.trimEnd();
}
