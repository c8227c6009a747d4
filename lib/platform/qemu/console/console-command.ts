import { randomBytes } from "node:crypto";
import { nobodyOnConsole } from "../errors";
import { poll } from "../poll";
import type { MachineConsole, SshResult } from "../virtual-machine";

/** How a login prompt begins, also where somebody is logged in at once: agetty(8). */
export const loginPrompt = /\blogin:/;

/** Seconds until whoever is logged in on the console answers. */
const shellTimeout = 60;

/**
 * Runs a command as root by typing it on the serial console, for images that let nobody in by ssh. The live user, who is
 * logged in there by itself, may become root without a password. What the command prints on stderr is within its stdout.
 * @param timeout seconds until this is an error
 * @throws {@link VirtualMachineError} when nobody is logged in on the console, or the command takes too long
 */
export async function runOnConsole(console: MachineConsole, command: string, timeout: number): Promise<SshResult> {
  await waitForShell(console);
  const id = randomBytes(4).toString("hex");
  // What is typed is shown, too: there the marks are in two pieces. Encoded, the command has nothing that a shell or a
  // terminal takes for its own.
  const encoded = Buffer.from(command).toString("base64");
  console.write(
    ` printf '\\n%s%s\\n' begin- ${id}; echo ${encoded} | base64 -d >/tmp/${id}; sudo -n sh /tmp/${id} </dev/null 2>&1; ` +
      `printf '\\n%s%s:%d:\\n' end- ${id} $?\r`,
  );
  const whole = new RegExp(`begin-${id}\\n([^]*?)\\n?end-${id}:(\\d+):`);
  await console.waitFor(whole, { timeout });
  const [, stdout = "", exitCode] = whole.exec(console.text()) ?? [];
  return { exitCode: Number(exitCode), stdout, stderr: "" };
}

/** Types something until it is answered: what is typed before the shell reads may be lost. */
async function waitForShell(console: MachineConsole): Promise<void> {
  const id = randomBytes(4).toString("hex");
  let pause = 0;
  const attempt = (): true | undefined => {
    if (console.text().includes(`shell-${id}`)) return true;
    if (pause++ % 4 === 0) console.write(`\r printf '%s%s\\n' shell- ${id}\r`);
    return undefined;
  };
  if ((await poll(attempt, { seconds: shellTimeout, every: 1 })) === undefined) {
    throw nobodyOnConsole(shellTimeout, console.text());
  }
}
