import * as path from "node:path";
import type { VirtualDisk } from "../../lib/testing";
import { freshDirectory } from "../build/run-directory";
import { writeDiskWithData } from "./disk-with-data";
import { blankMachine, copyOf, digests, diskSize, install, installedHost, type Blank } from "./stick";

const mebibyte = 1024 ** 2;
const serial = "WEB-0001";

/** A machine with these disks, each in a file. */
async function machineWith(disks: readonly Omit<VirtualDisk, "file">[]): Promise<Blank> {
  const blank = await blankMachine("web-1");
  const directory = freshDirectory("refused");
  const files = disks.map((disk, index) => ({ ...disk, file: path.join(directory, `disk${String(index)}`) }));
  for (const { file, size = 0 } of files) await writeDiskWithData(file, size);
  return { ...blank, disks: files };
}

/** Expects a refusal with a reason, and the same content on all disks afterwards. */
async function expectRefusal(machine: Blank, reason: RegExp): Promise<void> {
  const before = await digests(machine);
  const { outcome, details } = await install(machine);
  expect({ outcome, details }).toEqual({ outcome: "refused", details: expect.stringMatching(reason) as string });
  expect(await digests(machine)).toEqual(before);
}

describe("the installer refuses, and writes nothing to", () => {
  it("a disk with another serial number", async () => {
    await expectRefusal(
      await machineWith([{ size: diskSize, serial: "WEB-0002" }]),
      /no target fits this machine: .*none has the serial number WEB-0001/,
    );
  });

  it("two disks that match", async () => {
    const both = { size: diskSize, serial };
    await expectRefusal(
      await machineWith([both, both]),
      /several disks for main have the serial number WEB-0001: \/dev\/vd[ab] \/dev\/vd[ab]/,
    );
  });

  it("a disk that is too small for its partitions", async () => {
    await expectRefusal(await machineWith([{ size: 300 * mebibyte, serial }]), /\/dev\/vda is too small: /);
  });

  it("a disk that is too small for the system", async () => {
    await expectRefusal(
      await machineWith([{ size: 800 * mebibyte, serial }]),
      /\/dev\/vda is too small: the system needs /,
    );
  });

  it("a disk with data, as wipe is `never`", async () => {
    await expectRefusal(
      await machineWith([{ size: diskSize, serial }]),
      /\/dev\/vda is not empty \(.*ext4.*\), and may not be wiped/,
    );
  });
});

describe("the installer, left in the machine after the installation,", () => {
  it("finds the installation, and writes nothing", async () => {
    const machine = await copyOf(await installedHost("web-1"));
    const before = await digests(machine);
    expect(await install(machine)).toMatchObject({ outcome: "already installed", host: "web-1" });
    expect(await digests(machine)).toEqual(before);
  });
});
