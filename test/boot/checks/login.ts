import { createSshKeyPair } from "../../../lib/testing";
import { freshDirectory } from "../../build/run-directory";
import { output, type BootedLilith } from "../boot-lilith";

/** Who may log in over ssh, and who may not. */
export function loginChecks(lilith: () => BootedLilith): void {
  const run = (command: string, user?: string): Promise<string> => output(lilith().machine, command, user);

  describe("the ssh server", () => {
    it("lets the live user in by the configured key and be root by sudo without a password", async () => {
      expect(await run("sudo -n id --user", "nixos")).toBe("0");
    });

    it.each(["root", "nixos"])("refuses a key that was not configured for %s", async (user) => {
      const { identity } = await createSshKeyPair(freshDirectory("stranger"), user);
      expect(await lilith().machine.ssh("true", { user, identity })).toEqual(refused(user));
    });

    it.each(["root", "nixos"])("refuses the empty password of %s, and asks for none", async (user) => {
      // Public keys are the only way in that the server names, so there is no password to try.
      expect(await lilith().machine.ssh("true", { user, password: "" })).toEqual(refused(user));
      expect(await run("sshd -T")).toMatch(/^permitemptypasswords no$/m);
    });

    const refused = (user: string): unknown => ({
      exitCode: 255,
      stdout: "",
      stderr: `${user}@127.0.0.1: Permission denied (publickey).`,
    });
  });
}
