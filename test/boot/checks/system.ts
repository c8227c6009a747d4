import { readFileSync } from "node:fs";
import * as path from "node:path";
import { output, type BootedLilith } from "../boot-lilith";

/** The whole of it: services, kernel parameters, the flake, and what the host's own modules set. */
export function systemChecks(lilith: () => BootedLilith): void {
  const run = (command: string, user?: string): Promise<string> => output(lilith().machine, command, user);

  describe("the system", () => {
    it("is really booted that way", async () => {
      await run("test -d /sys/firmware/efi");
      expect(await run("lsblk --noheadings --nodeps --output TRAN /dev/sda")).toBe("usb");
    });

    it("runs, without a failed unit", async () => {
      expect(await run("systemctl is-system-running --wait")).toBe("running");
    });

    it("has the host's name", async () => {
      expect(await run("cat /proc/sys/kernel/hostname")).toBe("lilith");
    });

    it("was given the kernel parameters of the configuration", async () => {
      const parameters = (await run("cat /proc/cmdline")).split(" ");
      const volumeId = path.basename(lilith().image.built.iso, ".iso");
      expect(parameters).toEqual(expect.arrayContaining([`root=LABEL=${volumeId}`, "copytoram", "loglevel=4"]));
    });

    it("has the flake at /iso/flake, and a copy at /flake that can be written to", async () => {
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

    it.each(["nixos", "root"])("raises the number of open files for %s", async (user) => {
      expect(await run("ulimit -Sn && ulimit -Hn", user)).toBe("65536\n65536");
    });
  });
}
