import type { Socket } from "node:net";
import { createInterface } from "node:readline";
import { z } from "zod";
import { monitorRefused, monitorSilent } from "../errors";

// Source: QEMU's docs/interop/qmp-spec.rst. One JSON object per line: a greeting, then answers and events.
const answer = z.object({ id: z.number(), return: z.unknown(), error: z.object({ desc: z.string() }).optional() });
const event = z.object({ event: z.string(), data: z.record(z.string(), z.unknown()).optional() });
const greeting = z.object({ QMP: z.unknown() });

/** Time limit for one command. The slowest, a screenshot, takes half a second. */
const commandTimeout = 60;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A client for QMP, the protocol of QEMU's monitor. */
export class QmpClient {
  private readonly commands = new Map<number, Waiting>();
  private readonly listeners = new Set<(name: string, data: Readonly<Record<string, unknown>>) => void>();
  private lastId = 0;

  /** Takes over a connection from QEMU, and leaves the negotiation mode that it starts in. */
  static async greet(socket: Socket): Promise<QmpClient> {
    const client = new QmpClient(socket);
    await withinSeconds(commandTimeout, "greet", client.greeted);
    await client.execute("qmp_capabilities");
    return client;
  }

  private readonly greeted: Promise<void>;

  private constructor(private readonly socket: Socket) {
    let greet: () => void = () => undefined;
    this.greeted = new Promise((resolve, reject) => {
      greet = resolve;
      const ended = (): void => {
        reject(monitorRefused("the connection", "QEMU has ended"));
      };
      if (socket.destroyed) ended();
      else socket.on("close", ended);
    });
    // A rejection after the greeting is irrelevant.
    this.greeted.catch(() => undefined);
    const lines = createInterface({ input: socket });
    lines.on("line", (line) => {
      const message: unknown = JSON.parse(line);
      if (greeting.safeParse(message).success) greet();
      else this.receive(message);
    });
    // QEMU resets the connection when it ends; the `close` event reports that.
    for (const emitter of [socket, lines]) emitter.on("error", () => undefined);
    socket.on("close", () => {
      for (const { reject } of this.commands.values()) reject(monitorRefused("a command", "QEMU has ended"));
      this.commands.clear();
    });
  }

  /** Runs one command and returns its result. */
  async execute(command: string, parameters: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    const id = (this.lastId += 1);
    const answered = new Promise<unknown>((resolve, reject) => {
      if (this.socket.destroyed) reject(monitorRefused(command, "QEMU has ended"));
      else
        this.commands.set(id, {
          resolve,
          reject: (error) => {
            reject(error);
          },
        });
      this.socket.write(`${JSON.stringify({ execute: command, arguments: parameters, id })}\n`);
    });
    try {
      return await withinSeconds(commandTimeout, `answer ${command}`, answered);
    } finally {
      this.commands.delete(id);
    }
  }

  /** Waits for an event; call it before triggering the event. */
  event(
    name: string,
    seconds: number,
    matches: (data: Readonly<Record<string, unknown>>) => boolean = () => true,
  ): Promise<void> {
    let listener: Parameters<typeof this.listeners.add>[0] = () => undefined;
    const happened = new Promise<void>((resolve) => {
      listener = (occurred, data) => {
        if (occurred === name && matches(data)) resolve();
      };
      this.listeners.add(listener);
    });
    return withinSeconds(seconds, `report ${name}`, happened).finally(() => this.listeners.delete(listener));
  }

  close(): void {
    this.socket.destroy();
  }

  private receive(message: unknown): void {
    const occurred = event.safeParse(message);
    if (occurred.success) {
      for (const listener of [...this.listeners]) listener(occurred.data.event, occurred.data.data ?? {});
      return;
    }
    const { id, return: result, error } = answer.parse(message);
    const waiting = this.commands.get(id);
    if (error === undefined) waiting?.resolve(result);
    else waiting?.reject(monitorRefused("a command", error.desc));
  }
}

/** Rejects a promise after a time limit. */
async function withinSeconds<T>(seconds: number, doing: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(monitorSilent(doing, seconds));
    }, seconds * 1000);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
