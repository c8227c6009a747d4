import { createSshKeyPair } from "../../../lib/testing";
import { freshDirectory } from "../../build/run-directory";
import { output, type BootedLilith } from "../boot-lilith";

/** Which logins over ssh are accepted and rejected. */
export function loginChecks(lilith: () => BootedLilith): void {
  const run = (command: string, user?: string): Promise<string> => output(lilith().machine, command, user);

  describe("the ssh server", () => {
    it("accepts the configured key for the live user, who can use sudo without a password", async () => {
      expect(await run("sudo -n id --user", "nixos")).toBe("0");
    });

    it.each(["root", "nixos"])("rejects other keys for %s", async (user) => {
      const { identity } = await createSshKeyPair(freshDirectory("stranger"), user);
      expect(await lilith().machine.ssh("true", { user, identity })).toEqual(refused(user));
    });

    it.each(["root", "nixos"])("rejects the empty password of %s without a prompt", async (user) => {
      // The server offers only public-key authentication, so there is no password prompt.
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
