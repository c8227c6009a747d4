import { randomInt } from "node:crypto";
import * as path from "node:path";
import { freshDirectory } from "../build/run-directory";
import { blankMachine, boot, diskSize, digests, install, type Blank } from "../install/stick";
import { writeDiskWithData } from "../install/disk-with-data";
import { output } from "./boot-lilith";

// The part of the matrix in test/install that takes minutes.
describe("the image of examples/offline-install", () => {
  let web: Blank;

  beforeAll(async () => {
    web = await blankMachine("web-1");
  });

  it("refuses a disk with data, and leaves it unchanged", async () => {
    const file = path.join(freshDirectory("data"), "disk");
    await writeDiskWithData(file, diskSize);
    const disks = web.disks.map((disk) => ({ ...disk, file }));
    const before = await digests({ disks });
    expect(await install({ ...web, disks })).toMatchObject({
      outcome: "refused",
      host: "web-1",
      details: expect.stringMatching(/^\/dev\/vda is not empty \(.*\), and may not be wiped/) as string,
    });
    expect(await digests({ disks })).toEqual(before);
  });

  it("installs after a power cut, and the machine boots without the image and a network", async () => {
    const after = randomInt(5, 30);
    process.stdout.write(`power cut ${String(after)} s after the disks were wiped\n`);
    const cut = await install(web, { powerCut: { at: /install-web-1: partitioning and formatting/, after } });
    expect(cut).toMatchObject({ outcome: "power cut" });
    const run = await install(web);
    expect(run).toMatchObject({ outcome: "installed", host: "web-1" });
    process.stdout.write(`installed ${run.seconds.toFixed(0)} s after power-on\n`);
    const machine = await boot(web);
    try {
      expect(await output(machine, "hostname")).toBe("web-1");
      expect(await output(machine, "findmnt --noheadings --output FSTYPE /")).toBe("ext4");
      expect(await output(machine, "systemctl is-system-running --wait")).toBe("running");
      expect(JSON.parse(await output(machine, "cat /etc/cdknix/installed.json"))).toMatchObject({ host: "web-1" });
    } finally {
      await machine.dispose();
    }
  });
});
