import { poll } from "../../../lib/platform/qemu/poll";
import { output, type BootedLilith } from "../boot-lilith";

/** The text console: font, key map, and the live user who is logged in on it. */
export function consoleChecks(lilith: () => BootedLilith): void {
  const run = (command: string, user?: string): Promise<string> => output(lilith().machine, command, user);

  describe("the console", () => {
    it("shows the configured font", async () => {
      expect(await run("showconsolefont -i -C /dev/tty1")).toBe("10x18x256");
      // Behind the header, whose length both files tell, are 256 glyphs of 18 lines of 2 bytes.
      const configured = "$(echo /nix/store/*-console-setup/font.psf)";
      await run("setfont -C /dev/tty1 -O /tmp/shown.psf");
      const glyphs = (file: string): string =>
        `tail -c +$(( $(od -An -td4 -j8 -N4 ${file}) + 1 )) ${file} | head -c ${String(256 * 18 * 2)}`;
      await run(`${glyphs(configured)} >/tmp/a && ${glyphs("/tmp/shown.psf")} >/tmp/b && cmp /tmp/a /tmp/b`);
    });

    it("has loaded the configured key map, which is not the kernel's own", async () => {
      // The kernel's own map (drivers/tty/vt/defkeymap.map) has the columns 0-2,4-5,8,12.
      expect(await run("dumpkeys >/tmp/booted && head -n 1 /tmp/booted")).toBe("keymaps 0-2,4-6,8-9,12");
      await run("loadkeys --quiet uk && dumpkeys >/tmp/uk && loadkeys --quiet us && dumpkeys >/tmp/us");
      expect(await run("cmp /tmp/booted /tmp/us && ! cmp --quiet /tmp/booted /tmp/uk && echo us")).toBe("us");
    });

    it("takes what the live user, logged in by itself, types on the keyboard", async () => {
      const characters = "`1234567890-=[];',./~!@#$%^&*()_+{}|:<>?aZ";
      await lilith().machine.type(`\ncat >typed <<'.'\n${characters}\n.\n`);
      const typed = await poll(async () => (await run(`cat typed 2>/dev/null || :`, "nixos")) || undefined, {
        seconds: 30,
        every: 1,
      });
      expect(typed).toBe(characters);
    });

    it("says on the serial port, too, who is logged in", () => {
      expect(lilith().machine.console.text()).toContain("lilith login: nixos (automatic login)");
    });
  });
}
