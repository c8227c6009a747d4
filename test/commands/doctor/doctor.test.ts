import { execFileSync } from "node:child_process";
import { userInfo } from "node:os";
import * as path from "node:path";
import { scratch } from "../../platform/files/scratch";
import { bin, runIn } from "../../cli/project";
import { findings, programs, type Finding } from "./findings";

describe("synth doctor", () => {
  it("explains what is to be known of an old Nix, and refuses one that is too old", () => {
    const directory = scratch();
    const nix = 'case "$1" in --version) echo "nix (Nix) $NIX_VERSION" ;; *) echo "experimental-features = " ;; esac';
    const PATH = `${programs(directory, { nix: `#!/bin/sh\n${nix}\n` })}:${process.env.PATH!}`;
    const doctor = (version: string): Readonly<Record<string, Finding>> =>
      findings(
        runIn(directory, ["env", "-u", "GC_INITIAL_HEAP_SIZE", process.execPath, bin, "doctor", "--json"], {
          PATH,
          NIX_VERSION: version,
        }).stdout,
      );
    expect(doctor("2.3.16").nix).toMatchInlineSnapshot(`
     {
       "check": "nix",
       "fix": "install a newer one as https://nixos.org/download says",
       "message": "Nix 2.3.16 is too old",
       "reason": "the trees are written for Nix 2.8 and later, which know flakes as they are today",
       "status": "error",
     }
    `);
    expect(doctor("2.8.0").nix?.reason).toContain("crashes on large evaluations; synth sets GC_INITIAL_HEAP_SIZE=1G");
    const recent = doctor("2.28.3");
    expect(recent.nix).toMatchObject({ status: "ok" });
    expect(recent.nix).not.toHaveProperty("reason");
    expect(recent.flakes).toMatchInlineSnapshot(`
     {
       "check": "flakes",
       "fix": "mkdir -p ~/.config/nix && echo 'experimental-features = nix-command flakes' >> ~/.config/nix/nix.conf",
       "message": "flakes are off in nix.conf; synth turns them on for itself",
       "reason": "to build the tree by hand (nix build) they have to be on for you too",
       "status": "ok",
     }
    `);
  });

  it("says what a daemon ignores of a user whom it does not trust", () => {
    const examined = {
      hasDaemon: true,
      onOfflineBase: false,
      settings: {
        builders: "ssh://builder",
        options: { "extra-substituters": "https://cache.example.org", cores: "2" },
      },
    };
    const trust = (trusted: string, settings = {}): Finding => {
      // Loaded as root: nobody may not read a checkout below /root.
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
       "message": "the Nix daemon does not trust nobody, and ignores: builders, extra-substituters",
       "reason": "the daemon takes such settings from trusted users alone",
       "status": "warning",
     }
    `);
    expect(trust("root", { settings: {} })).toMatchObject({ status: "ok" });
    expect(trust(`root ${username}`)).toMatchObject({ status: "ok", message: `${username} is trusted by Nix` });
    expect(trust("*")).toMatchObject({ status: "ok" });
    const group = execFileSync("id", ["-gn", username], { encoding: "utf8" }).trim();
    expect(trust(`@${group}`)).toMatchObject({ status: "ok" });
  });
});
