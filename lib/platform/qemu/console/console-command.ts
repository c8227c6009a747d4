import { randomBytes } from "node:crypto";
import { noShellOnConsole } from "../errors";
import { poll } from "../poll";
import type { MachineConsole, SshResult } from "../virtual-machine";

/** The login prompt, which is printed even if a user is logged in automatically: agetty(8). */
export const loginPrompt = /\blogin:/;

/** Seconds until the shell on the console must answer. */
const shellTimeout = 60;

/**
 * Runs a command as root by typing it on the serial console, for images without ssh login. The live user is logged in
 * there automatically and can become root without a password. The command's stderr is part of its stdout.
 * @param timeout seconds until this is an error
 * @throws {@link VirtualMachineError} if no user is logged in on the console, or the command takes too long
 */
export async function runOnConsole(console: MachineConsole, command: string, timeout: number): Promise<SshResult> {
  await waitForShell(console);
  const id = randomBytes(4).toString("hex");
  // The terminal echoes the input, so the marks are split there. The command is encoded, because a shell or terminal
  // could interpret some of its characters.
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

/** Repeats the input until the shell answers: characters typed before the shell reads may be lost. */
async function waitForShell(console: MachineConsole): Promise<void> {
  const id = randomBytes(4).toString("hex");
  let pause = 0;
  const attempt = (): true | undefined => {
    if (console.text().includes(`shell-${id}`)) return true;
    if (pause++ % 4 === 0) console.write(`\r printf '%s%s\\n' shell- ${id}\r`);
    return undefined;
  };
  if ((await poll(attempt, { seconds: shellTimeout, every: 1 })) === undefined) {
    throw noShellOnConsole(shellTimeout, console.text());
  }
}
