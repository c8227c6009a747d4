import type { Firmware, Medium } from "../../lib/testing";
import { bootLilith, output, type BootedLilith } from "./boot-lilith";

// system.vm.test.ts boots the fourth combination, UEFI from a USB drive.
describe.each<{ firmware: Firmware; medium: Medium }>([
  { firmware: "bios", medium: "cd" },
  { firmware: "bios", medium: "usb" },
  { firmware: "uefi", medium: "cd" },
])("the example's image, booted by $firmware from $medium", ({ firmware, medium }) => {
  let lilith: BootedLilith | undefined;
  const run = (command: string, user?: string): Promise<string> => output(lilith!.machine, command, user);

  beforeAll(async () => {
    lilith = await bootLilith({ firmware, medium });
  });

  afterAll(async () => {
    await lilith?.machine.dispose();
  });

  it("uses the selected firmware and medium", async () => {
    expect(await run("test -d /sys/firmware/efi && echo uefi || echo bios")).toBe(firmware);
    const device = await run(`readlink -f "/dev/disk/by-label/$(${label})"`);
    expect(device).toMatch(medium === "cd" ? /^\/dev\/sr\d$/ : /^\/dev\/sd[a-z]\d?$/);
  });

  it("runs without failed units", async () => {
    expect(await run("systemctl is-system-running --wait")).toBe("running");
  });

  it("accepts the configured key for root and the live user", async () => {
    expect(await run("id --user --name")).toBe("root");
    expect(await run("id --user --name", "nixos")).toBe("nixos");
  });

  it("has the flake, and Nix can read it", async () => {
    await run("test -e /flake/flake.nix -a -e /iso/flake/flake.nix");
    expect(await run("nix flake metadata /flake")).toContain("An installer for the author's machines");
  });

  it("does not need the medium after booting", async () => {
    await lilith!.machine.eject();
    // Drop the kernel's caches first.
    await run("echo 3 >/proc/sys/vm/drop_caches");
    expect(await run(`! dd if="${medium === "cd" ? "/dev/sr0" : "/dev/sda"}" of=/dev/null bs=2k count=1`)).toBe("");
    expect(await run("cat /iso/boot/bzImage /iso/flake/flake.nix /usr/bin/nix >/dev/null && echo read")).toBe("read");
    expect(await run("systemctl is-system-running")).toBe("running");
  });

  it("turns off at the power button", async () => {
    await lilith!.machine.shutdown();
  });
});

/** Prints the label by which the kernel finds the medium. */
const label = "sed 's/.*root=LABEL=\\([^ ]*\\).*/\\1/' /proc/cmdline";
