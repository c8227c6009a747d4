import { output, type BootedLilith } from "../boot-lilith";

/** Tools that are on the image, and tools that are not. */
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

    it("has the installer script, which prints its usage", async () => {
      expect(await lilith().machine.ssh("install-host")).toEqual({
        exitCode: 2,
        stdout: "",
        stderr: "usage: install-host HOST [MOUNT-POINT]",
      });
    });

    it.each(["nixos-rebuild", "nixos-option", "nixos-version", "nixos-build-vms", "mdadm", "zpool", "man", "info"])(
      "does not have %s, which is not selected",
      async (tool) => {
        expect(await lilith().machine.ssh(`command -v ${tool}`)).toMatchObject({ exitCode: 1, stdout: "" });
      },
    );

    it.each(["mkfs.btrfs", "mkfs.vfat", "mkfs.f2fs", "mkfs.xfs", "mkfs.ntfs", "mount.cifs"])(
      "has %s for a selected file system",
      async (tool) => {
        expect(await run(`command -v ${tool}`)).toContain(tool);
      },
    );

    it.each(["mkfs.jfs", "mkfs.reiserfs"])("does not have %s, for a file system that is not selected", async (tool) => {
      expect(await lilith().machine.ssh(`command -v ${tool}`)).toMatchObject({ exitCode: 1, stdout: "" });
    });

    it("has no manual pages, info pages, or documentation", async () => {
      const where = "-path '*/share/man/*' -o -path '*/share/info/*' -o -path '*/share/doc/*'";
      expect(await run(`find / -xdev -type f \\( ${where} \\) | head`)).toBe("");
    });
  });
}
