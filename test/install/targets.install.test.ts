import type { VirtualMachine } from "../../lib/testing";
import { output } from "../boot/boot-lilith";
import { boot, copyOf, installedHost, type Blank, type InstalledHost } from "./stick";

/** What is different on each of the machines. The image chooses the target by the serial number of the disk alone. */
const machines = [
  {
    host: "web-1",
    firmware: "uefi",
    root: "ext4",
    devices: "vda vda1 vda2",
    loader: "test -e /boot/EFI/systemd/systemd-bootx64.efi",
  },
  {
    host: "db-1",
    firmware: "uefi",
    root: "btrfs",
    devices: "vda vda1 vda2 crypt-root",
    loader: "test -e /boot/EFI/systemd/systemd-bootx64.efi",
  },
  { host: "old-1", firmware: "bios", root: "ext4", devices: "vda vda1 vda2", loader: "test -e /boot/grub/grub.cfg" },
] as const;

describe.each(machines)("$host", ({ host, firmware, root, devices, loader }) => {
  let installed: InstalledHost;
  let copy: Blank;
  let machine: VirtualMachine | undefined;
  const run = (command: string): Promise<string> => output(machine!, command);

  beforeAll(async () => {
    installed = await installedHost(host);
  });

  afterAll(async () => {
    await machine?.dispose();
  });

  it("is chosen by the serial number of its disk, and installed without a network", () => {
    expect(installed.run).toMatchObject({ outcome: "installed", host });
    expect(installed.run.console).toContain(`chosen by the serial number ${installed.stick.serials[host] ?? ""}`);
  });

  it("boots without the medium, and accepts the configured key", async () => {
    copy = await copyOf(installed);
    machine = await boot(copy);
    process.stdout.write(
      `${host}: installed after ${installed.run.seconds.toFixed(0)} s, ssh ${(machine.secondsToSsh ?? 0).toFixed(0)} s after power-on\n`,
    );
    expect(await run("hostname")).toBe(host);
    expect(await run("systemctl is-system-running --wait")).toBe("running");
  });

  it("has the declared disks and boot loader", async () => {
    expect(await run("test -d /sys/firmware/efi && echo uefi || echo bios")).toBe(firmware);
    expect(await run("findmnt --noheadings --output FSTYPE /")).toBe(root);
    expect(await run("lsblk --noheadings --list --output NAME /dev/vda | paste --serial --delimiters=' '")).toBe(
      devices,
    );
    await run(loader);
  });

  it("asks for the passphrase of encrypted disks at each boot", () => {
    const asked = /passphrase for/i.test(machine!.console.text());
    expect(asked).toBe(host === "db-1");
  });

  it("turns off at the power button, and boots again", async () => {
    await machine?.shutdown();
    await machine?.dispose();
    machine = await boot(copy);
    expect(await run("hostname")).toBe(host);
  });
});
