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

/** The passphrase of db-1's disk. */
const passphrase = "correct horse battery staple";

/** The image of examples/offline-install that installs without a person. */
export interface Stick {
  readonly built: BuiltIso;
  readonly key: SshKeyPair;
  /** Serial numbers of the disks by host. */
  readonly serials: Readonly<Record<string, string>>;
}

/** The image, built once for all test files of a run. */
function unattendedStick(): Promise<Stick> {
  return sharedInRun("stick", build, ({ built }) => existsSync(built.iso));
}

async function build(directory: string): Promise<Stick> {
  const keys = path.join(directory, "keys");
  mkdirSync(keys, { mode: 0o700 });
  const key = await createSshKeyPair(keys);
  const projectDirectory = await copyProject(path.join(directory, "project"));
  const built = await buildIso({
    host: "stick",
    projectDirectory,
    app: "npx ts-node examples/offline-install/main.ts",
    context: { unattended: "true", compression: "1", authorizedKey: key.publicKey },
  });
  const file = path.join(projectDirectory, "examples/offline-install/serials.json");
  return { built, key, serials: JSON.parse(readFileSync(file, "utf8")) as Stick["serials"] };
}

/** A machine with the example's image that has not been installed yet, whose disks and firmware are kept. */
export interface Blank {
  readonly stick: Stick;
  readonly disks: readonly VirtualDisk[];
  readonly options: Pick<InstallerOptions, "firmware" | "uefiVariables" | "secrets">;
}

/** A machine with one disk that has the serial number of a host. */
export async function blankMachine(host: string, size = diskSize): Promise<Blank> {
  const stick = await unattendedStick();
  const directory = freshDirectory(host);
  const disk = { size, serial: stick.serials[host] ?? "", file: path.join(directory, "disk") };
  return { stick, disks: [disk], options: optionsFor(host, directory) };
}

function optionsFor(host: string, directory: string): Blank["options"] {
  return {
    firmware: host === "old-1" ? "bios" : "uefi",
    uefiVariables: path.join(directory, "variables"),
    ...(host === "db-1" ? { secrets: { "db-1-disk": passphrase } } : {}),
  };
}

/** Runs the example's installer on a machine. */
export function install({ stick, disks, options }: Blank, more: Partial<InstallerOptions> = {}): Promise<InstallerRun> {
  return runInstaller(stick.built.iso, { ...options, disks, ...more });
}

/**
 * Boots a machine from its disks.
 * @param options `waits`: whether to wait until root can log in. Default: true
 */
export async function boot({ stick, disks, options }: Blank, { waits = true } = {}): Promise<VirtualMachine> {
  const { firmware = "uefi", uefiVariables = "" } = options;
  const ssh = waits ? { ssh: { identity: stick.key.identity } } : {};
  return bootDisk({ disks, firmware, uefiVariables, passphrase, bootTimeout: 600, ...ssh });
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
