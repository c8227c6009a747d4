import { output, type BootedLilith } from "../boot-lilith";

/** Nix: its settings, builds, and the database of the live store. */
export function nixChecks(lilith: () => BootedLilith): void {
  const run = (command: string, user?: string): Promise<string> => output(lilith().machine, command, user);

  describe("Nix", () => {
    it("has the configured settings", async () => {
      const shown = await run("nix config show 2>/dev/null || nix show-config");
      const settings: Readonly<Record<string, string>> = Object.fromEntries(
        shown.split("\n").map((line) => line.split(" = ", 2) as [string, string]),
      );
      expect(settings).toMatchObject({
        "accept-flake-config": "false",
        "experimental-features": "flakes nix-command",
        "http-connections": "50",
        "log-lines": "50",
        "warn-dirty": "false",
        "trusted-users": "root nixos",
        substituters: "https://nix-community.cachix.org https://cache.nixos.org/",
      });
      expect(settings["trusted-public-keys"]?.split(" ").sort()).toEqual([
        expect.stringMatching(/^cache\.nixos\.org-1:/),
        "nix-community.cachix.org-1:mB9FSh9qf2dCimDSUo8Zy7bkq5CX+/rkCWyvRCYg3Fs=",
      ]);
    });

    it("does not use the global registry", async () => {
      expect(await run("nix registry list")).not.toMatch(/^global/m);
    });

    it.each(["root", "nixos"])("builds a derivation as %s", async (user) => {
      const derivation =
        `derivation { name = "by-${user}"; system = builtins.currentSystem; builder = "/bin/sh";` +
        ` args = [ "-c" "echo built for ${user} > $out" ]; }`;
      const built = await run(`cd && nix build --offline --impure --expr '${derivation}' && cat result`, user);
      expect(built).toBe(`built for ${user}`);
      expect(await run("stat --format %U $(readlink ~/result)", user)).toBe("root");
    });

    it("knows every path of the store", async () => {
      const paths = (await run("ls -d /nix/store/*")).split("\n");
      const known = (await run("nix path-info --all")).split("\n");
      expect(known.sort()).toEqual(paths.sort());
      expect(paths.length).toBeGreaterThan(50);
    });
  });
}
