import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { describeProcess, runProcess, type ProcessResult } from "../../effects/run-process";
import type { BootOptions } from "./boot-options";
import { machineEnded, monitorSilent } from "./errors";
import { findProgram } from "./find-program";
import { poll } from "./poll";
import { qemuArguments } from "./qemu-arguments";
import { QmpClient } from "./qmp-client";
import { findUefiFirmware, type UefiFirmware } from "./uefi-firmware";

/** Seconds until QEMU must have opened its monitor. */
const startTimeout = 60;
/** Seconds for QEMU to end by itself before it is killed. */
const quitTimeout = 10;

/** A program with its first arguments. */
type Program = readonly [string, ...string[]];

/** The kernel ends QEMU when this process is gone, also when it was killed and could not clean up. */
const untilParentEnds = ["--pdeathsig", "KILL"] as const;

/** QEMU while it runs, with its monitor and the directory of its files. */
export class QemuProcess {
  /** Set when QEMU has ended, or why it could not even be started. */
  private ending: ProcessResult | Error | undefined;

  /** Starts QEMU and waits until its monitor answers. On failure nothing is left behind. */
  static async start(options: BootOptions): Promise<QemuProcess> {
    const qemu = findProgram("qemu-system-x86_64", "qemu-system-x86");
    const setpriv = findProgram("setpriv", "util-linux");
    const uefi = (options.firmware ?? "uefi") === "uefi" ? findUefiFirmware() : undefined;
    // Short, because the path of a socket may have 107 bytes at most.
    const directory = mkdtempSync(path.join(tmpdir(), "cdknix-vm-"));
    const process = new QemuProcess(directory, [setpriv, ...untilParentEnds, qemu], options, uefi);
    try {
      process.monitor = await process.connect();
      return process;
    } catch (error) {
      // That QEMU ended, and what it said, tells more than that its monitor fell silent.
      const told = (await process.endsWithin(1)) ? process.endedError() : error;
      await process.dispose();
      throw told;
    }
  }

  /** Resolves when QEMU has ended, however. */
  readonly ended: Promise<void>;
  private readonly server: Server;
  private readonly connected: Promise<Socket>;
  private monitor: QmpClient | undefined;

  private constructor(
    readonly directory: string,
    qemu: Program,
    options: BootOptions,
    uefi: UefiFirmware | undefined,
  ) {
    // QEMU connects to us, so that nobody has to try until QEMU listens.
    this.server = createServer();
    this.connected = new Promise((resolve) => this.server.once("connection", resolve));
    // QEMU may connect, find that it cannot start, and be gone, before anybody has looked at the connection.
    this.server.on("connection", (socket) => socket.on("error", () => undefined));
    this.ended = this.run(qemu, options, uefi).then(
      (result) => void (this.ending = result),
      (error: unknown) => void (this.ending = error as Error),
    );
  }

  /** The monitor. */
  get qmp(): QmpClient {
    if (this.monitor === undefined) throw this.endedError();
    return this.monitor;
  }

  /** Whether QEMU still runs. */
  isRunning(): boolean {
    return this.ending === undefined;
  }

  /** What the first serial port has said. */
  readonly serial = (): string => {
    try {
      return readFileSync(this.file("serial"), "utf8").replaceAll("\r", "");
    } catch {
      return "";
    }
  };

  /** That QEMU has ended while somebody still wanted it. */
  endedError(): Error {
    const { ending } = this;
    if (ending instanceof Error) return machineEnded(ending.message, "", ending);
    return machineEnded(ending === undefined ? "" : `${describeProcess(ending)}\n${ending.stderr}`, this.serial());
  }

  /** Ends QEMU, gently first, and removes its files. */
  async dispose(): Promise<void> {
    if (this.isRunning()) await this.monitor?.execute("quit").catch(() => undefined);
    if (!(await this.endsWithin(quitTimeout))) {
      this.kill();
      await this.ended;
    }
    this.monitor?.close();
    this.server.close();
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** Waits for the end, for a while. */
  async endsWithin(seconds: number): Promise<boolean> {
    return (await poll(() => (this.isRunning() ? undefined : true), { seconds, every: 0.1 })) ?? false;
  }

  private async run(qemu: Program, options: BootOptions, uefi: UefiFirmware | undefined): Promise<ProcessResult> {
    const monitor = this.file("monitor");
    await new Promise<void>((resolve, reject) => this.server.once("error", reject).listen(monitor, resolve));
    const files = {
      monitor,
      serial: this.file("serial"),
      pid: this.file("pid"),
      uefi: uefi === undefined ? undefined : { code: uefi.code, variables: this.copy(uefi.variables) },
    };
    return runProcess({ argv: [...qemu, ...qemuArguments(options, files)], cwd: this.directory });
  }

  private async connect(): Promise<QmpClient> {
    let socket: Socket | undefined;
    void this.connected.then((connection) => (socket = connection));
    const settled = await poll(() => socket ?? (this.isRunning() ? undefined : ("ended" as const)), {
      seconds: startTimeout,
      every: 0.02,
    });
    if (settled === undefined) throw monitorSilent("open its monitor", startTimeout);
    if (settled === "ended") throw this.endedError();
    return QmpClient.greet(settled);
  }

  private kill(): void {
    try {
      // The process is our child and has not been waited for, so the number cannot be another's.
      process.kill(Number(readFileSync(this.file("pid"), "utf8")), "SIGKILL");
    } catch {
      // It has ended in this moment.
    }
  }

  /** The firmware writes its variables; each machine has its own. */
  private copy(variables: string): string {
    copyFileSync(variables, this.file("variables"));
    return this.file("variables");
  }

  private file(name: string): string {
    return path.join(this.directory, name);
  }
}
