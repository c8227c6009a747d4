import { readFileSync } from "node:fs";
import * as path from "node:path";
import { output, type BootedLilith } from "../boot-lilith";

/** The whole system: services, kernel parameters, the flake, and settings of the host's own modules. */
export function systemChecks(lilith: () => BootedLilith): void {
  const run = (command: string, user?: string): Promise<string> => output(lilith().machine, command, user);

  describe("the system", () => {
    it("uses the selected firmware and medium", async () => {
      await run("test -d /sys/firmware/efi");
      expect(await run("lsblk --noheadings --nodeps --output TRAN /dev/sda")).toBe("usb");
    });

    it("runs without failed units", async () => {
      expect(await run("systemctl is-system-running --wait")).toBe("running");
    });

    it("has the configured host name", async () => {
      expect(await run("cat /proc/sys/kernel/hostname")).toBe("lilith");
    });

    it("has the configured kernel parameters", async () => {
      const parameters = (await run("cat /proc/cmdline")).split(" ");
      const volumeId = path.basename(lilith().image.built.iso, ".iso");
      expect(parameters).toEqual(expect.arrayContaining([`root=LABEL=${volumeId}`, "copytoram", "loglevel=4"]));
    });

    it("has the flake at /iso/flake, and a writable copy at /flake", async () => {
      const written = readFileSync(path.join(lilith().image.project, "cdk.out/dotfiles/flake.nix"), "utf8").trimEnd();
      expect(await run("cat /iso/flake/flake.nix")).toBe(written);
      expect(await run("cat /flake/flake.nix")).toBe(written);
      expect(await run("diff -r /iso/flake /flake")).toBe("");
      await run("touch /flake/systems/lilith/hardware.nix && rm /flake/systems/lilith/hardware.nix");
    });

    it.each(["/flake", "/iso/flake"])("lets Nix read the flake at %s without network", async (directory) => {
      const metadata = JSON.parse(await run(`nix flake metadata --json ${directory}`)) as Record<string, unknown>;
      expect(metadata).toMatchObject({ description: "An installer for the author's machines" });
    });

    it("has the variable that the host's own module sets", async () => {
      expect(await run("bash --login -c 'echo $EDITOR'", "nixos")).toBe("vim");
    });

    it.each(["nixos", "root"])("raises the limit of open files for %s", async (user) => {
      expect(await run("ulimit -Sn && ulimit -Hn", user)).toBe("65536\n65536");
    });
  });
}
