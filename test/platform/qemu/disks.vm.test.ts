import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { bootDisk, bootIso, type VirtualMachine } from "cdknix/testing";
import { writeBootSector } from "../block-device/boot-sector";

const directory = mkdtempSync(path.join(tmpdir(), "cdknix-disks-test-"));
const inDirectory = (name: string): string => path.join(directory, name);
const bootable = inDirectory("bootable.img");
const small = { firmware: "bios", memory: 64 } as const;

let machine: VirtualMachine | undefined;

beforeAll(() => {
  writeBootSector(bootable);
});

afterEach(async () => {
  await machine?.dispose();
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

describe("bootDisk", () => {
  it("boots the first disk, without a medium", async () => {
    machine = await bootDisk({ ...small, disks: [{ file: bootable, serial: "WD-1234" }, { size: 1 << 20 }] });
    await machine.console.waitFor(/hello from the boot sector\nlogin: /, { timeout: 60 });
    await machine.eject();
    machine.console.write("q");
    await machine.off();
  });

  it("types the passphrase when it is asked for", async () => {
    machine = await bootDisk({ ...small, disks: [{ file: bootable }], passphrase: "correct horse" });
    await machine.console.waitFor(/login: /, { timeout: 60 });
    // The boot sector echoes its input.
    machine.console.write("Please enter passphrase for disk root (crypt): ");
    await machine.console.waitFor(/\(crypt\): correct horse/, { timeout: 20 });
  });

  it("leaves a file unchanged on request", async () => {
    const before = readFileSync(bootable);
    machine = await bootDisk({ ...small, disks: [{ file: bootable, discardWrites: true }] });
    await machine.console.waitFor(/login: /, { timeout: 60 });
    expect(readFileSync(bootable).equals(before)).toBe(true);
  });

  it("rejects a disk without a file and a size, and serial numbers that disks cannot have", async () => {
    await expect(bootDisk({ ...small, disks: [{ file: inDirectory("none.img") }] })).rejects.toMatchObject({
      code: "disk-size-missing",
    });
    for (const serial of ["", "WD 1234", "a,b", "a".repeat(21)]) {
      await expect(bootDisk({ ...small, disks: [{ size: 1 << 20, serial }] })).rejects.toMatchObject({
        code: "disk-serial-invalid",
      });
    }
  });
});

describe("a machine", () => {
  it("boots the medium before its disks, and keeps the files of its disks after a power cut", async () => {
    const file = inDirectory("kept.img");
    machine = await bootIso({ ...small, iso: bootable, medium: "usb", disks: [{ size: 8 << 20, file }] });
    await machine.console.waitFor(/login: /, { timeout: 60 });
    await machine.cutPower();
    await expect(machine.off()).rejects.toMatchObject({ code: "machine-ended" });
    expect(statSync(file).size).toBe(8 << 20);
  });

  it("keeps the variables of the UEFI firmware in a file", async () => {
    const uefiVariables = inDirectory("variables.fd");
    machine = await bootDisk({ memory: 256, disks: [{ size: 1 << 20 }], uefiVariables });
    await machine.dispose();
    expect(existsSync(uefiVariables)).toBe(true);
    machine = await bootDisk({ memory: 256, disks: [{ size: 1 << 20 }], uefiVariables });
  });
});
