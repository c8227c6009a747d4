import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import {
  bootDisk,
  buildIso,
  createSshKeyPair,
  runInstaller,
  type BuiltIso,
  type InstallerOptions,
  type InstallerRun,
  type SshKeyPair,
  type VirtualDisk,
  type VirtualMachine,
} from "../../lib/testing";
import { copyProject } from "../build/project-copy";
import { freshDirectory, sharedInRun } from "../build/run-directory";
import { run } from "../build/run";

const gibibyte = 1024 ** 3;

/** Size of the disks that the example's machines fit on. */
export const diskSize = 8 * gibibyte;

/** The passphrase of encrypted disks. */
export const passphrase = "correct horse battery staple";

/** An image with an installer. */
export interface Stick {
  readonly built: BuiltIso;
  readonly key: SshKeyPair;
  /** Serial numbers of the example's disks by host. */
  readonly serials: Readonly<Record<string, string>>;
}

/** The image of examples/offline-install that installs without a person, built once for all test files of a run. */
function unattendedStick(): Promise<Stick> {
  return builtStick("stick", "examples/offline-install/main.ts", { unattended: "true", compression: "1" });
}

/** The image of a program, built once for all test files of a run. */
export function builtStick(name: string, program: string, context: Readonly<Record<string, string>>): Promise<Stick> {
  return sharedInRun(
    name,
    (directory) => build(directory, program, context),
    ({ built }) => existsSync(built.iso),
  );
}

async function build(directory: string, program: string, context: Readonly<Record<string, string>>): Promise<Stick> {
  const keys = path.join(directory, "keys");
  mkdirSync(keys, { mode: 0o700 });
  const key = await createSshKeyPair(keys);
  const projectDirectory = await copyProject(path.join(directory, "project"));
  const built = await buildIso({
    host: "stick",
    projectDirectory,
    app: `npx ts-node ${program}`,
    context: { ...context, authorizedKey: key.publicKey },
  });
  const file = path.join(projectDirectory, "examples/offline-install/serials.json");
  return { built, key, serials: JSON.parse(readFileSync(file, "utf8")) as Stick["serials"] };
}

/** A machine with an image that has not been installed yet, whose disks and firmware are kept. */
export interface Blank {
  readonly stick: Stick;
  readonly disks: readonly VirtualDisk[];
  readonly options: Pick<InstallerOptions, "firmware" | "macAddress" | "machineSerial" | "uefiVariables">;
  /** Contents of the secrets on the medium by name. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** A machine with one disk that has the serial number of a host. */
export async function blankMachine(host: string, size = diskSize): Promise<Blank> {
  const stick = await unattendedStick();
  const directory = freshDirectory(host);
  const disk = { size, serial: stick.serials[host] ?? "", file: path.join(directory, "disk") };
  const options: Blank["options"] = {
    firmware: host === "old-1" ? "bios" : "uefi",
    uefiVariables: path.join(directory, "variables"),
  };
  return { stick, disks: [disk], options, secrets: host === "db-1" ? { "db-1-disk": passphrase } : {} };
}

/** Runs the installer on a machine. */
export function install(machine: Blank, more: Partial<InstallerOptions> = {}): Promise<InstallerRun> {
  const { stick, disks, options, secrets } = machine;
  // With secrets, the installer gets a copy of the ISO.
  const sealed = Object.keys(secrets).length === 0 ? {} : { secrets };
  return runInstaller(stick.built.iso, { ...options, ...sealed, disks, ...more });
}

/**
 * Boots a machine from its disks.
 * @param options `waits`: whether to wait until root can log in. Default: true
 */
export async function boot({ stick, disks, options }: Blank, { waits = true } = {}): Promise<VirtualMachine> {
  const ssh = waits ? { ssh: { identity: stick.key.identity } } : {};
  return bootDisk({ ...options, disks, passphrase, bootTimeout: 600, ...ssh });
}

/** An installed machine, and the run that installed it. */
export interface InstalledHost extends Blank {
  readonly run: InstallerRun;
}

/** A host of the example, installed once for all test files of a run. Copy it before you change it. */
export function installedHost(host: string): Promise<InstalledHost> {
  return sharedInRun(
    `installed-${host}`,
    async () => {
      const blank = await blankMachine(host);
      return { ...blank, run: await install(blank) };
    },
    ({ disks, stick }) => existsSync(stick.built.iso) && disks.every(({ file = "" }) => existsSync(file)),
  );
}

/** A copy of a machine, with disks and firmware of its own. */
export async function copyOf(machine: Blank): Promise<Blank> {
  const directory = freshDirectory("copy");
  const disks = machine.disks.map((disk, index) => ({ ...disk, file: path.join(directory, `disk${String(index)}`) }));
  for (const [index, { file = "" }] of machine.disks.entries()) {
    await run(["cp", "--sparse=always", "--", file, disks[index]?.file ?? ""], { cwd: directory });
  }
  const { uefiVariables } = machine.options;
  const options = { ...machine.options, uefiVariables: path.join(directory, "variables") };
  if (uefiVariables !== undefined && existsSync(uefiVariables)) copyFileSync(uefiVariables, options.uefiVariables);
  return { ...machine, disks, options };
}

/** SHA-256 of each disk of a machine. */
export async function digests({ disks }: Pick<Blank, "disks">): Promise<readonly string[]> {
  const files = disks.map(({ file = "" }) => file);
  const { stdout } = await run(["sha256sum", "--", ...files], { cwd: "/" });
  return stdout
    .trim()
    .split("\n")
    .map((line) => line.slice(0, 64));
}
