import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { makeDirectorySync } from "../../files/make-directory";
import { describeProcess, runProcess, type ProcessResult } from "../../process/run-process";
import type { Acceleration, StartOptions } from "../boot-options";
import { SerialConsole } from "../console/serial-console";
import { machineEnded, monitorSilent } from "../errors";
import { poll } from "../poll";
import { bestAcceleration } from "./acceleration";
import { findProgram } from "./find-program";
import { IncomingConnection } from "./incoming-connection";
import { qemuArguments, untilParentEnds, type PreparedDisk } from "./qemu-arguments";
import { QmpClient } from "./qmp-client";
import { findUefiFirmware, keepVariablesSync, type UefiFirmware } from "./uefi-firmware";
import { prepareDisksSync } from "./virtual-disk";

/** Seconds until QEMU must have connected its monitor. */
const startTimeout = 60;
/** Seconds for QEMU to quit by itself before it is killed. */
const quitTimeout = 10;

/** A program with its first arguments. */
type Program = readonly [string, ...string[]];

/** Everything prepared before QEMU starts. */
interface Prepared {
  /** Directory of its files, removed with it. */
  readonly directory: string;
  readonly program: Program;
  readonly options: StartOptions;
  readonly acceleration: Acceleration;
  /** The firmware with the variables of this machine. */
  readonly uefi: UefiFirmware | undefined;
  readonly disks: readonly PreparedDisk[];
  /** File for the output of the first serial port. */
  readonly serialLog: string;
}

/** A running QEMU with its monitor and the directory of its files. */
export class QemuProcess {
  /** Set when QEMU has ended, or to the error if it did not start. */
  private ending: ProcessResult | Error | undefined;

  /** Starts QEMU and waits until its monitor answers. Cleans up on failure. */
  static async start(options: StartOptions): Promise<QemuProcess> {
    const qemu = findProgram("qemu-system-x86_64", "qemu");
    const setpriv = findProgram("setpriv", "util-linux");
    const firmware = (options.firmware ?? "uefi") === "uefi" ? findUefiFirmware() : undefined;
    const wanted = options.acceleration ?? "auto";
    const acceleration = wanted === "auto" ? await bestAcceleration() : wanted;
    // Short, because the path of a socket is limited to 107 bytes.
    const directory = mkdtempSync(path.join(tmpdir(), "cdknix-vm-"));
    const process = removeOnError(directory, () => {
      const disks = prepareDisksSync(options.disks ?? [], directory);
      const uefi = firmware === undefined ? undefined : keepVariablesSync(firmware, directory, options.uefiVariables);
      const serialLog = path.resolve(directory, options.consoleLog ?? "serial.log");
      makeDirectorySync(path.dirname(serialLog), `write ${serialLog}`);
      // The log of an earlier machine must not be mistaken for this one's.
      rmSync(serialLog, { force: true });
      const program: Program = [setpriv, ...untilParentEnds, qemu];
      return new QemuProcess({ directory, program, options, acceleration, uefi, disks, serialLog });
    });
    try {
      await process.connect();
      return process;
    } catch (error) {
      // The output of QEMU is more useful than a silent monitor.
      const failure = (await process.endsWithin(1)) ? process.endedError() : error;
      await process.dispose();
      throw failure;
    }
  }

  /** Resolves when QEMU has ended, for any reason. */
  readonly ended: Promise<void>;
  readonly directory: string;
  readonly acceleration: Acceleration;
  private readonly incoming: { readonly monitor: IncomingConnection; readonly serial: IncomingConnection };
  private monitor: QmpClient | undefined;
  private serialConsole: SerialConsole | undefined;

  private constructor(private readonly prepared: Prepared) {
    this.directory = prepared.directory;
    this.acceleration = prepared.acceleration;
    this.incoming = {
      monitor: new IncomingConnection(this.file("monitor")),
      serial: new IncomingConnection(this.file("serial")),
    };
    this.ended = this.run(prepared).then(
      (result) => void (this.ending = result),
      (error: unknown) => void (this.ending = error as Error),
    );
  }

  /** The monitor. */
  get qmp(): QmpClient {
    if (this.monitor === undefined) throw this.endedError();
    return this.monitor;
  }

  /** The first serial port. */
  get console(): SerialConsole {
    if (this.serialConsole === undefined) throw this.endedError();
    return this.serialConsole;
  }

  /** Whether QEMU still runs. */
  isRunning(): boolean {
    return this.ending === undefined;
  }

  /** Whether QEMU has ended normally, because the machine shut down. */
  endedWell(): boolean {
    return this.ending !== undefined && !(this.ending instanceof Error) && this.ending.exitCode === 0;
  }

  /** The output of the first serial port so far. */
  readonly serial = (): string => this.serialConsole?.text() ?? "";

  /** The error for an operation on a QEMU that has ended. */
  endedError(): Error {
    const { ending } = this;
    if (ending instanceof Error) return machineEnded(ending.message, "", ending);
    return machineEnded(ending === undefined ? "" : `${describeProcess(ending)}\n${ending.stderr}`, this.serial());
  }

  /** Quits QEMU, kills it if necessary, and removes its files. */
  async dispose(): Promise<void> {
    if (this.isRunning()) await this.monitor?.execute("quit").catch(() => undefined);
    if (!(await this.endsWithin(quitTimeout))) {
      this.kill();
      await this.ended;
    }
    this.monitor?.close();
    this.incoming.monitor.close();
    this.incoming.serial.close();
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** Waits up to `seconds` for QEMU to end. */
  async endsWithin(seconds: number): Promise<boolean> {
    return (await poll(() => (this.isRunning() ? undefined : true), { seconds, every: 0.1 })) ?? false;
  }

  private async run({ program, options, acceleration, uefi, disks, serialLog }: Prepared): Promise<ProcessResult> {
    const { monitor, serial } = this.incoming;
    await Promise.all([monitor.listen(), serial.listen()]);
    const files = {
      monitor: monitor.path,
      serial: serial.path,
      serialLog,
      pid: this.file("pid"),
      uefi,
      disks,
    };
    const argv = [...program, ...qemuArguments(options, acceleration, files)] as const;
    try {
      return await runProcess({ argv, cwd: this.directory });
    } finally {
      await serial.heard();
    }
  }

  private async connect(): Promise<void> {
    const { monitor, serial } = this.incoming;
    const settled = await poll(
      () => (monitor.socket !== undefined && serial.socket !== undefined) || !this.isRunning() || undefined,
      { seconds: startTimeout, every: 0.02 },
    );
    if (settled === undefined) throw monitorSilent("open its monitor", startTimeout);
    if (monitor.socket === undefined || serial.socket === undefined) throw this.endedError();
    const gone = (): Error | undefined => (this.isRunning() ? undefined : this.endedError());
    this.serialConsole = new SerialConsole(serial.socket, gone);
    this.monitor = await QmpClient.greet(monitor.socket);
  }

  /** Stops QEMU as a power cut stops a machine, without a chance to write anything. */
  async cutPower(): Promise<void> {
    this.kill();
    await this.ended;
  }

  private kill(): void {
    try {
      // The process is our child and was not reaped, so its number cannot be reused.
      process.kill(Number(readFileSync(this.file("pid"), "utf8")), "SIGKILL");
    } catch {
      // It has just ended.
    }
  }

  private file(name: string): string {
    return path.join(this.directory, name);
  }
}

/** Runs `make`, and removes the directory if it fails. */
function removeOnError<T>(directory: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
}
