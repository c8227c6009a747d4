import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { bootIso, VirtualMachineError, type VirtualMachine } from "cdknix/testing";
import { poll } from "../../../lib/platform/qemu/poll";
import { findProgram } from "../../../lib/platform/qemu/process/find-program";

const directory = mkdtempSync(path.join(tmpdir(), "cdknix-machine-test-"));
const iso = path.join(directory, "nothing, bootable.iso");
const searchPath = process.env.PATH;

beforeAll(() => {
  // A medium without a boot loader: the firmware starts, finds nothing, and waits.
  writeFileSync(iso, Buffer.alloc(1 << 20));
  process.env.TMPDIR = directory;
});

afterEach(() => {
  process.env.PATH = searchPath;
  expect(machines()).toEqual([]);
});

afterAll(() => {
  delete process.env.TMPDIR;
  rmSync(directory, { recursive: true });
});

describe("bootIso", () => {
  it.each([
    ["bios", "cd"],
    ["bios", "usb"],
    ["uefi", "cd"],
    ["uefi", "usb"],
  ] as const)("starts a machine with %s and %s with an open ssh port and a screen", async (firmware, medium) => {
    await withMachine(await bootIso({ iso, firmware, medium, memory: 256 }), async (machine) => {
      await connects(machine.sshPort);
      const file = path.join(directory, "screen.png");
      await machine.screenshot(file);
      expect(readFileSync(file).subarray(1, 4).toString()).toBe("PNG");
      expect(machine.secondsToSsh).toBeUndefined();
    });
  });

  it("gives two machines with the same image different ports", async () => {
    await withMachine(await bootIso({ iso, memory: 256 }), async (first) => {
      await withMachine(await bootIso({ iso, memory: 256 }), (second) => {
        expect(second.sshPort).not.toBe(first.sshPort);
        return Promise.resolve();
      });
    });
  });

  it("can be disposed twice, and rejects further operations", async () => {
    const machine = await bootIso({ iso, memory: 256 });
    await machine.dispose();
    await machine.dispose();
    await expect(machine.ssh("true")).rejects.toThrow("QEMU ended before the machine was shut down");
    await expect(machine.screenshot("x.png")).rejects.toThrow("QEMU rejected screendump");
  });

  it("saves the screen and the serial output on login timeout, and leaves nothing running", async () => {
    const artifacts = path.join(directory, "artifacts");
    const booting = bootIso({ iso, firmware: "bios", memory: 256, bootTimeout: 1, ssh: {}, artifacts });
    await expect(booting).rejects.toMatchObject({ code: "no-ssh", serial: "" });
    expect(readdirSync(artifacts).sort()).toEqual(["screen.png", "serial.txt"]);
  });

  it("reports that a command exceeded its time limit", async () => {
    await withMachine(await bootIso({ iso, memory: 256 }), async (machine) => {
      await expect(machine.ssh("true", { timeout: 1 })).rejects.toMatchObject({ code: "command-timeout" });
    });
  });

  it("shows the output of QEMU if it does not start", async () => {
    const error: unknown = await bootIso({ iso, memory: 1 << 30 }).catch((problem: unknown) => problem);
    expect(VirtualMachineError.isVirtualMachineError(error)).toBe(true);
    expect((error as Error).message).toMatch(/^QEMU ended before the machine was shut down\n.*qemu-system-x86_64/s);
  });

  it("ends the machine even if the program that booted it is killed", async () => {
    const program = path.join(__dirname, "boot-and-wait.ts");
    const child = spawn(process.execPath, [require.resolve("ts-node/dist/bin"), program, iso]);
    const ended = once(child, "exit").then(() => Promise.reject(new Error("no machine was booted")));
    const [printed] = (await Promise.race([once(child.stdout, "data"), ended])) as [Buffer];
    const qemu = Number(printed);
    expect(isRunning(qemu)).toBe(true);
    ended.catch(() => undefined);
    child.kill("SIGKILL");
    const gone = await poll(() => (isRunning(qemu) ? undefined : true), { seconds: 20, every: 0.1 });
    expect(gone).toBe(true);
    removeMachines();
  });

  it("reports a missing image", async () => {
    await expect(bootIso({ iso: path.join(directory, "missing.iso") })).rejects.toThrow(
      /^cannot read the image .*missing\.iso\n {2}\| ENOENT.*\n {2}fix: pass the path that `synth` printed\n {2}docs: .*\/iso-unreadable$/,
    );
  });

  it("names the package to install if QEMU is missing", async () => {
    process.env.PATH = directory;
    await expect(bootIso({ iso })).rejects.toThrowErrorMatchingInlineSnapshot(`
     "qemu-system-x86_64 is not installed, but is required to boot an image
       fix: apt-get install qemu-system-x86
       docs: https://cdknix.example/errors/program-missing"
    `);
  });

  it("names the package to install if ssh is missing", async () => {
    const programs = path.join(directory, "programs");
    mkdirSync(programs);
    symlinkSync(findProgram("qemu-system-x86_64", "qemu"), path.join(programs, "qemu-system-x86_64"));
    process.env.PATH = programs;
    await expect(bootIso({ iso, ssh: {} })).rejects.toThrowErrorMatchingInlineSnapshot(`
     "ssh is not installed, but is required to boot an image
       fix: apt-get install openssh-client
       docs: https://cdknix.example/errors/program-missing"
    `);
  });
});

const machines = (): readonly string[] => readdirSync(directory).filter((name) => name.startsWith("cdknix-vm-"));

/** Directories that a killed program could not remove. */
function removeMachines(): void {
  for (const name of machines()) rmSync(path.join(directory, name), { recursive: true });
}

/** Whether a process is running; false for a zombie. */
function isRunning(processId: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${String(processId)}/status`, "utf8"));
  } catch {
    return false;
  }
}

async function withMachine(machine: VirtualMachine, use: (machine: VirtualMachine) => Promise<void>): Promise<void> {
  try {
    await use(machine);
  } finally {
    await machine.dispose();
  }
}

function connects(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: "127.0.0.1", port });
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.destroy();
      resolve();
    });
  });
}
