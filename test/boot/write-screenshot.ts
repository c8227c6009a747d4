import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { poll } from "../../lib/platform/qemu/poll";
import { bootIso, createSshKeyPair, type VirtualMachine } from "../../lib/testing";
import { describeImage, letIn } from "../build/lilith-image";
import { copyProject } from "../build/project-copy";

const picture = path.resolve(__dirname, "../../docs/boot.png");

/** The commands typed for the screenshot. */
const commands = [
  "cd /flake",
  "ls . modules/iso systems/lilith",
  "nix flake metadata",
  "cat systems/lilith/default.nix",
];

/**
 * Writes docs/boot.png: the screen after booting the example and typing some commands. Builds the image, or uses an existing
 * one: `write-screenshot.ts ISO IDENTITY`.
 */
async function main(iso?: string, identity?: string): Promise<void> {
  const directory = mkdtempSync(path.join(tmpdir(), "cdknix-screenshot-"));
  try {
    await photograph(iso !== undefined && identity !== undefined ? { iso, identity } : await build(directory));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function build(directory: string): Promise<{ readonly iso: string; readonly identity: string }> {
  const key = await createSshKeyPair(directory);
  const { iso } = await describeImage(await copyProject(path.join(directory, "project")), ...letIn(key));
  return { iso, identity: key.identity };
}

async function photograph({ iso, identity }: { readonly iso: string; readonly identity: string }): Promise<void> {
  const machine = await bootIso({ iso, ssh: { identity }, medium: "usb", firmware: "uefi" });
  try {
    await machine.ssh("systemctl is-system-running --wait");
    for (const command of commands) await typeAndWait(machine, command);
    await machine.screenshot(picture);
  } finally {
    await machine.dispose();
  }
}

/** Types a command and waits until the shell, then idle, shows its prompt again. */
async function typeAndWait(machine: VirtualMachine, command: string): Promise<void> {
  await machine.type(`${command}\n`);
  // A shell without child processes has finished the command.
  const idle = "! pgrep --parent $(pgrep --terminal tty1 --exact bash | head -n 1)";
  const ended = await poll(async () => ((await machine.ssh(idle)).exitCode === 0 ? true : undefined), {
    seconds: 60,
    every: 1,
  });
  if (ended === undefined) throw new Error(`the console did not finish: ${command}`);
}

void main(...process.argv.slice(2));
