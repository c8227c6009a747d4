import { readFileSync } from "node:fs";
import * as path from "node:path";
import { freshDirectory } from "../../build/run-directory";
import { output, type BootedLilith } from "../boot-lilith";

/** The system without the medium, and shutdown. Runs last, because it ends the machine. */
export function mediumChecks(lilith: () => BootedLilith): void {
  const run = (command: string, timeout?: number): Promise<string> =>
    output(lilith().machine, command, "root", timeout);

  describe("the medium after ejecting it", () => {
    it("is gone immediately", async () => {
      await run("test -b /dev/sda");
      await lilith().machine.eject();
      await run("! test -e /dev/sda");
    });

    it("is not needed to read every file of the system", async () => {
      // Drop the kernel's caches first.
      await run("echo 3 >/proc/sys/vm/drop_caches");
      const bytes = Number(await run("tar --create /iso /usr /nix/store 2>/tmp/errors | wc --bytes", 600));
      expect(await run("grep --invert-match 'Removing leading' /tmp/errors || :")).toBe("");
      expect(bytes).toBeGreaterThan(lilith().image.built.size * 2);
      expect(await run("dmesg --level err,crit,alert,emerg | grep --ignore-case -e i/o -e squashfs || :")).toBe("");
    });

    it("is not needed to verify each path in the store's database", async () => {
      await run("nix-store --verify --check-contents", 600);
    });

    it("leaves the system running, and its screen on", async () => {
      expect(await run("systemctl is-system-running")).toBe("running");
      const file = path.join(freshDirectory("screen"), "screen.png");
      await lilith().machine.screenshot(file);
      expect(readFileSync(file).subarray(1, 4).toString()).toBe("PNG");
    });

    it("leaves the power button working", async () => {
      await lilith().machine.shutdown();
    });
  });
}
