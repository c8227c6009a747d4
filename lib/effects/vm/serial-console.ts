import { readFileSync } from "node:fs";
import type { Socket } from "node:net";
import { consoleSilent } from "./errors";
import { poll } from "./poll";
import type { MachineConsole } from "./virtual-machine";

/** Seconds until what is waited for must have been said. */
const defaultTimeout = 300;

/** The first serial port of a machine on QEMU, which QEMU writes down by itself. */
export class SerialConsole implements MachineConsole {
  /**
   * @param log file that QEMU writes what it says to
   * @param gone what to throw when the machine has ended; undefined while it runs
   */
  constructor(
    private readonly socket: Socket,
    private readonly log: string,
    private readonly gone: () => Error | undefined,
  ) {
    // QEMU would keep back what nobody reads.
    socket.resume();
  }

  text(): string {
    return readConsoleLog(this.log);
  }

  onOutput(listener: (output: Buffer) => void): void {
    this.socket.on("data", listener);
  }

  write(text: string | Buffer): void {
    this.socket.write(text);
  }

  async waitFor(pattern: RegExp, options: { readonly timeout?: number } = {}): Promise<string> {
    const seconds = options.timeout ?? defaultTimeout;
    const look = (): string | Error | undefined => pattern.exec(this.text())?.[0] ?? this.gone();
    const found = await poll(look, { seconds, every: 0.2 });
    if (found === undefined) throw consoleSilent(pattern, seconds, this.text());
    if (found instanceof Error) throw found;
    return found;
  }
}

/** What a serial port has said, without the carriage returns of a terminal. */
export function readConsoleLog(log: string): string {
  try {
    return readFileSync(log, "utf8").replaceAll("\r", "");
  } catch {
    return "";
  }
}
