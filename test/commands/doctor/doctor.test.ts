import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { userInfo } from "node:os";
import * as path from "node:path";
import { bestAcceleration } from "../../../lib/platform/qemu/process/acceleration";
import { bin, project, runIn } from "../../cli/project";
import { put, scratch } from "../../platform/files/scratch";
import { withMounts } from "../flash/with-mounts";

interface Finding {
  readonly check: string;
  readonly status: string;
  readonly message: string;
  readonly reason?: string;
  readonly fix?: string;
}

function findings(stdout: string): Readonly<Record<string, Finding>> {
  return Object.fromEntries((JSON.parse(stdout) as Finding[]).map((finding) => [finding.check, finding]));
}

/** A directory of programs for the PATH: Node alone, and those that are given. */
function programs(directory: string, scripts: Readonly<Record<string, string>> = {}): string {
  mkdirSync(path.join(directory, "programs"));
  for (const [name, file] of Object.entries({ node: process.execPath, sh: "/bin/sh" })) {
    symlinkSync(file, path.join(directory, "programs", name));
  }
  for (const [name, script] of Object.entries(scripts)) {
    put(directory, { [`programs/${name}`]: script });
    chmodSync(path.join(directory, "programs", name), 0o755);
  }
  return path.join(directory, "programs");
}

describe("synth doctor", () => {
  it("finds that this machine can build, and says what Nix it is", () => {
    const { run } = project();
    const { code, stdout, stderr } = run(["doctor"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^ok {7}node {10}Node \d/m);
    expect(stdout).toMatch(/^ok {7}nix {11}Nix \d+\.\d+/m);
    expect(stdout).toMatch(/^ok {7}output {8}<project>\/cdk\.out can be written$/m);
    expect(stdout).not.toMatch(/^error/m);
  });

  it("tells of a machine with nothing but Node what it lacks, each with the fix, and ends with exit code 5", () => {
    const directory = scratch();
    const { code, stdout, stderr } = runIn(
      directory,
      [process.execPath, bin, "doctor", "--json", "--nixpkgs", "embedded"],
      {
        PATH: programs(directory),
      },
    );
    expect(code).toBe(5);
    expect(stderr).toMatchInlineSnapshot(`
     "error[machine-not-ready]: no ISO can be built here yet: see nix, offline-base
       fix:   do what the lines above say, then run synth doctor again
     "
    `);
    const { nix, git, "offline-base": offlineBase, node } = findings(stdout);
    expect(node?.status).toBe("ok");
    expect(nix).toMatchObject({ status: "error", message: "Nix is not installed: `nix` is not on the PATH" });
    expect(nix?.fix).toMatch(/apt-get install nix-bin|nixos\.org\/download/);
    expect({ git, offlineBase }).toMatchInlineSnapshot(`
     {
       "git": {
         "check": "git",
         "fix": "apt-get install git",
         "message": "git is not installed",
         "reason": "images are called \`dirty\` instead of by their commit, and directories of git repositories are not copied",
         "status": "warning",
       },
       "offlineBase": {
         "check": "offline-base",
         "fix": "build on Debian 12, or on nixpkgs itself: without --nixpkgs embedded",
         "message": "the offline base lacks apt-get, apt-cache, dpkg-deb, perl",
         "reason": "it is made of Debian packages, which apt finds and fetches",
         "status": "error",
       },
     }
    `);
  });

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

  it("finds a small disk, for a store that lies there", () => {
    const directory = scratch();
    mkdirSync(path.join(directory, "disk"));
    const script =
      'mount -t tmpfs -o size=200m none disk; synth doctor --json --store "$PWD/disk" || echo "exit code $?" >&2';
    const { stdout, stderr } = withMounts(directory, script);
    expect(findings(stdout).disk).toMatchInlineSnapshot(`
     {
       "check": "disk",
       "fix": "nix-collect-garbage, or a store elsewhere: --store DIRECTORY",
       "message": "only 0.2 GB free for the store",
       "reason": "packages, squashfs and ISO take up to 8 GB",
       "status": "error",
     }
    `);
    expect(stderr).toMatch(/no ISO can be built here yet: see disk\n.*\nexit code 5\n$/s);
  });

  it("finds an output that cannot be written, or is somebody else's, and leaves nothing behind", () => {
    const directory = scratch();
    put(directory, { "readonly/file": "", "photos/cat.jpg": "cat" });
    const script =
      "mount --bind readonly readonly; mount -o remount,ro,bind readonly; synth doctor -q --json -o readonly/cdk.out || true";
    expect(findings(withMounts(directory, script).stdout).output).toMatchInlineSnapshot(`
     {
       "check": "output",
       "fix": "choose another directory with --output",
       "message": "cannot write beside <project>/readonly/cdk.out: the file system is read-only",
       "status": "error",
     }
    `);
    const { code, stdout } = runIn(directory, [process.execPath, bin, "doctor", "--json", "-o", "photos"]);
    expect(code).toBe(5);
    expect(findings(stdout).output).toMatchObject({
      status: "error",
      message: expect.stringContaining("photos") as string,
    });
    const fresh = runIn(directory, [process.execPath, bin, "doctor", "--json", "-o", "new/deep/cdk.out"]);
    expect(findings(fresh.stdout).output?.status).toBe("ok");
    expect(existsSync(path.join(directory, "new"))).toBe(false);
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

  it("knows whether virtual machines boot at full speed here", async () => {
    const { kvm } = findings(project().run(["doctor", "--json"]).stdout);
    // A /dev/kvm is not enough: it may refuse, or be slower than an emulated processor.
    expect(kvm?.status).toBe((await bestAcceleration()) === "kvm" ? "ok" : "warning");
    const directory = scratch();
    const hidden = withMounts(directory, "mount -t tmpfs none /dev; synth doctor --json -q || true");
    expect(findings(hidden.stdout).kvm).toMatchObject({ status: "warning", message: "there is no /dev/kvm" });
  });

  it("does not believe in a KVM before a machine has run with it", () => {
    const examined = (working: string): Finding | undefined => {
      const directory = scratch();
      const qemu = `#!/bin/sh\ncase "$*" in *accel=${working}*) echo "No bootable device."; exec sleep 5;; esac\nexit 1\n`;
      put(directory, { "bin/qemu-system-x86_64": qemu, "dev/kvm": "", "dev/null": "" });
      chmodSync(path.join(directory, "bin/qemu-system-x86_64"), 0o755);
      const devices = "mount --bind /dev/null dev/null; mount --rbind dev /dev";
      return findings(withMounts(directory, `${devices}; PATH=$PWD/bin:$PATH synth doctor --json -q || true`).stdout)
        .kvm;
    };
    // The emulated one is asked as well, as the measure; here it takes no time.
    expect(examined("")).toEqual({ check: "kvm", status: "ok", message: "virtual machines boot at full speed" });
    expect(examined("tcg")).toMatchInlineSnapshot(`
     {
       "check": "kvm",
       "fix": "where this is a virtual machine itself, see that the machine around it has nested virtualization",
       "message": "virtual machines do not run with this machine's KVM, or much slower than emulated ones",
       "reason": "building needs none, but booting an image in a virtual machine is about ten times slower without",
       "status": "warning",
     }
    `);
  });
});
