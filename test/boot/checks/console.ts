import { poll } from "../../../lib/platform/qemu/poll";
import { output, type BootedLilith } from "../boot-lilith";

/** The text console: font, keyboard layout, and automatic login of the live user. */
export function consoleChecks(lilith: () => BootedLilith): void {
  const run = (command: string, user?: string): Promise<string> => output(lilith().machine, command, user);

  describe("the console", () => {
    it("shows the configured font", async () => {
      expect(await run("showconsolefont -i -C /dev/tty1")).toBe("10x18x256");
      // After the header, whose length both files contain, there are 256 glyphs with 18 lines of 2 bytes.
      const configured = "$(echo /nix/store/*-console-setup/font.psf)";
      await run("setfont -C /dev/tty1 -O /tmp/shown.psf");
      const glyphs = (file: string): string =>
        `tail -c +$(( $(od -An -td4 -j8 -N4 ${file}) + 1 )) ${file} | head -c ${String(256 * 18 * 2)}`;
      await run(`${glyphs(configured)} >/tmp/a && ${glyphs("/tmp/shown.psf")} >/tmp/b && cmp /tmp/a /tmp/b`);
    });

    it("has loaded the configured keyboard layout, which is not the kernel's own", async () => {
      // The kernel's own layout (drivers/tty/vt/defkeymap.map) has the columns 0-2,4-5,8,12.
      expect(await run("dumpkeys >/tmp/booted && head -n 1 /tmp/booted")).toBe("keymaps 0-2,4-6,8-9,12");
      await run("loadkeys --quiet uk && dumpkeys >/tmp/uk && loadkeys --quiet us && dumpkeys >/tmp/us");
      expect(await run("cmp /tmp/booted /tmp/us && ! cmp --quiet /tmp/booted /tmp/uk && echo us")).toBe("us");
    });

    it("accepts keyboard input from the live user, who is logged in automatically", async () => {
      const characters = "`1234567890-=[];',./~!@#$%^&*()_+{}|:<>?aZ";
      await lilith().machine.type(`\ncat >typed <<'.'\n${characters}\n.\n`);
      const typed = await poll(async () => (await run(`cat typed 2>/dev/null || :`, "nixos")) || undefined, {
        seconds: 30,
        every: 1,
      });
      expect(typed).toBe(characters);
    });

    it("shows the logged-in user on the serial port, too", () => {
      expect(lilith().machine.console.text()).toContain("lilith login: nixos (automatic login)");
    });
  });
}
