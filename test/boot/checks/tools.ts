import { output, type BootedLilith } from "../boot-lilith";

/** What is on the image, and what is not. */
export function toolsChecks(lilith: () => BootedLilith): void {
  const run = (command: string, user?: string): Promise<string> => output(lilith().machine, command, user);

  describe("the set of tools", () => {
    it.each(["nixos-install --help", "nixos-enter --help", "git --version", "nix --version", "vim --version"])(
      "runs %s",
      async (command) => {
        expect(await run(`${command} | head -n 1`)).not.toBe("");
      },
    );

    it("generates a configuration for the hardware", async () => {
      const hardware = await run("nixos-generate-config --no-filesystems --show-hardware-config");
      expect(hardware).toContain('nixpkgs.hostPlatform = lib.mkDefault "x86_64-linux"');
    });

    it("has the installer script, which tells how to use it", async () => {
      expect(await lilith().machine.ssh("install-host")).toEqual({
        exitCode: 2,
        stdout: "",
        stderr: "usage: install-host HOST [MOUNT-POINT]",
      });
    });

    it.each(["nixos-rebuild", "nixos-option", "nixos-version", "nixos-build-vms", "mdadm", "zpool", "man", "info"])(
      "has no %s, which was not chosen",
      async (tool) => {
        expect(await lilith().machine.ssh(`command -v ${tool}`)).toMatchObject({ exitCode: 1, stdout: "" });
      },
    );

    it.each(["mkfs.btrfs", "mkfs.vfat", "mkfs.f2fs", "mkfs.xfs", "mkfs.ntfs", "mount.cifs"])(
      "has %s of the chosen file systems",
      async (tool) => {
        expect(await run(`command -v ${tool}`)).toContain(tool);
      },
    );

    it.each(["mkfs.jfs", "mkfs.reiserfs"])("has no %s, of a file system that was not chosen", async (tool) => {
      expect(await lilith().machine.ssh(`command -v ${tool}`)).toMatchObject({ exitCode: 1, stdout: "" });
    });

    it("has no manual page, info page, or documentation", async () => {
      const where = "-path '*/share/man/*' -o -path '*/share/info/*' -o -path '*/share/doc/*'";
      expect(await run(`find / -xdev -type f \\( ${where} \\) | head`)).toBe("");
    });
  });
}
