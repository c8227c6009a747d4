import { readFileSync } from "node:fs";
import * as path from "node:path";
import { createSshKeyPair, type SshKeyPair, type VirtualDisk, type VirtualMachine } from "../../../lib/testing";
import { output } from "../../boot/boot-lilith";
import { freshDirectory } from "../../build/run-directory";
import { answer } from "../answer";
import { boot, builtStick, diskSize, install, passphrase, type Blank, type Stick } from "../stick";

describe("an unattended installer for several machines", () => {
  let stick: Stick;
  let hostKey: SshKeyPair;
  let installed: Blank;
  let machine: VirtualMachine | undefined;
  const run = (command: string): Promise<string> => output(machine!, command);

  beforeAll(async () => {
    stick = await builtStick("layouts", "test/install/layouts/main.ts", {});
    hostKey = await createSshKeyPair(freshDirectory("host-key"));
  });

  afterEach(async () => {
    await machine?.dispose();
    machine = undefined;
  });

  function blank(serials: readonly string[], options: Blank["options"]): Blank {
    const directory = freshDirectory("machine");
    const disks = serials.map((serial): VirtualDisk => {
      const named = serial === "" ? {} : { serial };
      return { size: diskSize, file: path.join(directory, `disk${serial}`), ...named };
    });
    const secrets = { "lvm-1-disk": passphrase, "lvm-1-host-key": readFileSync(hostKey.identity, "utf8") };
    return { stick, disks, options: { uefiVariables: path.join(directory, "variables"), ...options }, secrets };
  }

  it("recognizes a machine by its serial number; xfs in a RAID 1, GRUB with UEFI", async () => {
    // Not in the order of the layout.
    installed = blank(["RAID-2", "RAID-1"], { machineSerial: "PF3 ABCDE" });
    expect(await install(installed)).toMatchObject({ outcome: "installed", host: "raid-1" });
    machine = await boot(installed);
    expect(await run("hostname")).toBe("raid-1");
    expect(await run("findmnt --noheadings --output FSTYPE /")).toBe("xfs");
    expect(await run("cat /proc/mdstat")).toMatch(/active raid1 .*\n.*\[UU\]/);
    expect(await run("systemctl is-system-running --wait")).toBe("running");
    await machine.shutdown();
  });

  it("starts a machine that has lost one of two disks", async () => {
    const [second, first] = installed.disks;
    machine = await boot({ ...installed, disks: [first!, { size: diskSize, serial: second!.serial! }] });
    expect(await run("cat /proc/mdstat")).toMatch(/active raid1 .*\n.*\[(?:U_|_U)\]/);
    expect(await run("systemctl is-system-running --wait")).toBe("running");
  });

  it("recognizes a machine by its MAC address; xfs and ext4 on LVM in LUKS, a host key, a recovery key", async () => {
    installed = blank([""], { macAddress: "52:54:00:ab:00:01" });
    const { outcome, host, console } = await install(installed);
    expect({ outcome, host }).toEqual({ outcome: "installed", host: "lvm-1" });
    const [, recoveryKey = ""] = /Recovery key: \/dev\/vda2: ((?:[a-z]{8}-){7}[a-z]{8})/.exec(console) ?? [];
    machine = await boot(installed);
    expect(await run("hostname")).toBe("lvm-1");
    expect(await run("findmnt --noheadings --output FSTYPE --target /")).toBe("xfs");
    expect(await run("findmnt --noheadings --output FSTYPE /home")).toBe("ext4");
    expect(await run("swapon --noheadings --show=TYPE")).toBe("partition");
    expect(await run("stat --format='%a %U' /etc/ssh/ssh_host_ed25519_key")).toMatch(/^[46]00 root$/);
    expect(await run("ssh-keygen -y -f /etc/ssh/ssh_host_ed25519_key")).toContain(hostKey.publicKey.split(" ")[1]);
    const opens = `echo -n ${recoveryKey} | cryptsetup open --test-passphrase --key-file - /dev/vda2`;
    expect(await run(`${opens} && echo opened`)).toBe("opened");
    expect(await run("systemctl is-system-running --wait")).toBe("running");
    expect(await run("grep --count --fixed-strings -e '-' /var/log/cdknix-install.log")).not.toBe("0");
    expect(await run(`grep --count ${recoveryKey} /var/log/cdknix-install.log || true`)).toBe("0");
  });

  it("asks which of two targets the machine is; f2fs on MBR, GRUB with BIOS", async () => {
    installed = blank([""], { firmware: "bios" });
    const { outcome, host } = await install(installed, {
      attend: async (asking) => {
        await answer(asking, /Name of the one to install/, "mbr-2");
        await answer(asking, /Name of the one to install[^]*Name of the one to install/, "mbr-1");
      },
    });
    expect({ outcome, host }).toEqual({ outcome: "installed", host: "mbr-1" });
    machine = await boot(installed);
    expect(await run("hostname")).toBe("mbr-1");
    expect(await run("findmnt --noheadings --output FSTYPE /")).toBe("f2fs");
    expect(await run("findmnt --noheadings --output FSTYPE /boot")).toBe("ext4");
    expect(await run("findmnt --noheadings --output FSTYPE /tmp")).toBe("tmpfs");
    expect(await run("systemctl is-system-running --wait")).toBe("running");
    expect(await run("swapon --noheadings --show=TYPE")).toBe("file");
  });

  it("installs compressed btrfs, and swap with a key that is new at each boot", async () => {
    installed = blank([""], { firmware: "bios" });
    const { outcome, host } = await install(installed, {
      attend: (asking) => answer(asking, /Name of the one to install/, "btrfs-1"),
    });
    expect({ outcome, host }).toEqual({ outcome: "installed", host: "btrfs-1" });
    machine = await boot(installed);
    expect(await run("findmnt --noheadings --output OPTIONS /nix")).toContain("compress=zstd");
    expect(await run("systemctl is-system-running --wait")).toBe("running");
    expect(await run("lsblk --noheadings --output TYPE $(swapon --noheadings --show=NAME)")).toBe("crypt");
  });
});
