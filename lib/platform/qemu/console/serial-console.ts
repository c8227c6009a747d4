import type { Socket } from "node:net";
import { consoleSilent } from "../errors";
import { poll } from "../poll";
import type { MachineConsole } from "../virtual-machine";

/** Seconds until the expected output must appear. */
const defaultTimeout = 300;

/** The first serial port of a machine on QEMU. */
export class SerialConsole implements MachineConsole {
  private readonly chunks: Buffer[] = [];

  /** @param gone the error to throw if the machine has ended; undefined while it runs */
  constructor(
    private readonly socket: Socket,
    private readonly gone: () => Error | undefined,
  ) {
    socket.on("data", (chunk: Buffer) => this.chunks.push(chunk));
  }

  text(): string {
    return Buffer.concat(this.chunks).toString().replaceAll("\r", "");
  }

  onOutput(listener: (output: Buffer) => void): void {
    for (const chunk of this.chunks) listener(chunk);
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
