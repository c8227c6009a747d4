import { execFileSync } from "node:child_process";
import { userInfo } from "node:os";
import * as path from "node:path";
import { checkFlakes, checkStore, checkTrust } from "../../../lib/commands/doctor/checks/nix";
import type { Examined } from "../../../lib/commands/doctor/finding";
import { nixMissing } from "../../../lib/platform/nix/errors";
import type { Finding } from "./findings";

describe("synth doctor", () => {
  it("lists the settings that a daemon ignores for an untrusted user", () => {
    const examined = {
      hasDaemon: true,
      onOfflineBase: false,
      settings: {
        builders: "ssh://builder",
        options: { "extra-substituters": "https://cache.example.org", cores: "2" },
      },
    };
    const trust = (trusted: string, settings = {}): Finding => {
      // Loaded as root, because the user nobody cannot read a checkout below /root.
      const script = `const { checkTrust } = require(${JSON.stringify(path.resolve("dist/lib/commands/doctor/checks/nix"))});
        if (process.getuid() === 0) process.setgroups([]), process.setgid(65534), process.setuid(65534);
        const config = new Map([["trusted-users", ${JSON.stringify(trusted)}]]);
        Promise.resolve(checkTrust({ ...${JSON.stringify({ ...examined, ...settings })}, config }))
          .then((finding) => console.log(JSON.stringify(finding)));`;
      return JSON.parse(execFileSync(process.execPath, ["-e", script], { encoding: "utf8", cwd: "/" })) as Finding;
    };
    const { username } = process.getuid?.() === 0 ? { username: "nobody" } : userInfo();
    const untrusted = JSON.stringify(trust("root")).replaceAll(username, "nobody");
    expect(JSON.parse(untrusted)).toMatchInlineSnapshot(`
     {
       "check": "trust",
       "fix": "echo 'extra-trusted-users = nobody' | sudo tee -a /etc/nix/nix.conf && sudo systemctl restart nix-daemon",
       "message": "the Nix daemon does not trust nobody and ignores builders, extra-substituters",
       "reason": "the daemon accepts these settings only from trusted users",
       "status": "warning",
     }
    `);
    expect(trust("root", { settings: {} })).toMatchObject({ status: "ok" });
    expect(trust(`root ${username}`)).toMatchObject({ status: "ok", message: `${username} is trusted by Nix` });
    expect(trust("*")).toMatchObject({ status: "ok" });
    const group = execFileSync("id", ["-gn", username], { encoding: "utf8" }).trim();
    expect(trust(`@${group}`)).toMatchObject({ status: "ok" });
  });

  it.each([checkStore, checkTrust, checkFlakes])(
    "says nothing about the store or the daemon without Nix: %p",
    async (check) => {
      const examined = { nix: nixMissing(), hasDaemon: false, settings: {}, config: new Map() } as unknown as Examined;
      expect(await check(examined)).toMatchObject({ status: "warning", message: "skipped: Nix is not available" });
    },
  );
});
