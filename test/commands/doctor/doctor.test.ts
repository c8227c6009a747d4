import { execFileSync } from "node:child_process";
import { userInfo } from "node:os";
import { checkKvm } from "../../../lib/commands/doctor/checks/machine";
import { checkFlakes, checkNix, checkStore, checkTrust } from "../../../lib/commands/doctor/checks/nix";
import { examineSystems } from "../../../lib/commands/doctor/checks/systems";
import type { Examined } from "../../../lib/commands/doctor/finding";
import { checkOfflineBase } from "../../../lib/commands/doctor/checks/offline-base";
import { hasDebianPackages } from "../../../lib/platform/install-command";
import { nixMissing } from "../../../lib/platform/nix/errors";
import { programMissing } from "../../../lib/platform/qemu/errors";
import { librarySource, sourceScriptEnvironment, sourceScriptOptions } from "../../build/source-script";
import type { Finding } from "./findings";

describe("synth doctor", () => {
  it("lists the settings that a daemon ignores for an untrusted user", () => {
    const examined = {
      daemon: { state: "running" },
      onOfflineBase: false,
      settings: {
        builders: "ssh://builder",
        options: { "extra-substituters": "https://cache.example.org", cores: "2" },
      },
    };
    const trust = (trusted: string, settings = {}): Finding => {
      // Loaded as root, because the user nobody cannot read a checkout below /root.
      const script = `const { checkTrust } = require(${librarySource("commands/doctor/checks/nix")});
        if (process.getuid() === 0) process.setgroups([]), process.setgid(65534), process.setuid(65534);
        const config = new Map([["trusted-users", ${JSON.stringify(trusted)}]]);
        Promise.resolve(checkTrust({ ...${JSON.stringify({ ...examined, ...settings })}, config }))
          .then((finding) => console.log(JSON.stringify(finding)));`;
      return JSON.parse(
        execFileSync(process.execPath, [...sourceScriptOptions, "-e", script], {
          encoding: "utf8",
          cwd: "/",
          env: { ...process.env, ...sourceScriptEnvironment },
        }),
      ) as Finding;
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
      const examined = {
        nix: nixMissing(),
        daemon: { state: "absent" },
        settings: {},
        config: new Map(),
      } as unknown as Examined;
      expect(await check(examined)).toMatchObject({ status: "warning", message: "skipped: Nix is not available" });
    },
  );

  it("names one release in the singular, and what else builds with an old Nix", async () => {
    const nix = { version: "2.8.0", env: {}, since: (_: number, minor: number) => minor <= 8 };
    const check = (releases: readonly string[]): unknown =>
      checkNix({ nix, releases, daemon: { state: "absent" }, settings: {} } as unknown as Examined);
    const ways = hasDebianPackages() ? "the offline base (--nixpkgs embedded) or NixOS 25.05" : "NixOS 25.05";
    expect(await check(["24.05", "26.05"])).toMatchObject({
      status: "error",
      message: "Nix 2.8.0 is too old for NixOS 26.05",
      reason: "nixpkgs of this release needs Nix 2.18 or later",
      fix: expect.stringMatching(
        new RegExp(`; or build with this Nix: ${ways.replaceAll(/[()]/g, "\\$&")}$`),
      ) as string,
    });
    expect(await check(["25.11", "26.05"])).toMatchObject({
      message: "Nix 2.8.0 is too old for NixOS 25.11, 26.05",
      reason: "nixpkgs of these releases needs Nix 2.18 or later",
    });
  });

  it("has no fix for what the project does not use", async () => {
    const { PATH } = process.env;
    process.env.PATH = "/nonexistent";
    try {
      expect(await checkOfflineBase({ onOfflineBase: false } as Examined)).toEqual({
        check: "offline-base",
        status: "ok",
        message: "the offline base needs apt-get, apt-cache, dpkg-deb, perl (not used by this project)",
      });
      expect(await checkOfflineBase({ onOfflineBase: true } as Examined)).toMatchObject({
        status: "error",
        fix: expect.stringContaining("omit --nixpkgs embedded") as string,
      });
    } finally {
      process.env.PATH = PATH;
    }
  });

  it("says on macOS that images do not boot there, and proposes a Linux builder", async () => {
    const { platform } = process;
    Object.defineProperty(process, "platform", { value: "darwin" });
    try {
      expect(await checkKvm({} as Examined)).toMatchInlineSnapshot(`
        {
          "check": "kvm",
          "fix": "boot images on a Linux machine, or in UTM: https://mac.getutm.app",
          "message": "\`synth vm\` and boot tests need Linux",
          "reason": "images can be built here, but not booted by cdknix",
          "status": "warning",
        }
      `);
      const examined = { systems: ["x86_64-linux"], config: new Map(), settings: {} } as unknown as Examined;
      expect(examineSystems(examined, []).fix).toBe(
        "run a Linux builder in a virtual machine (see the how-to guide \"Build on macOS\"), or add a builder, such as --builders 'ssh-ng://root@builder x86_64-linux'",
      );
      expect(programMissing("qemu-system-x86_64", "qemu").props.fix).toBe(
        'boot the image on a Linux machine (see the how-to guide "Build on macOS")',
      );
    } finally {
      Object.defineProperty(process, "platform", { value: platform });
    }
  });
});
