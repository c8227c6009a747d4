import { chmodSync, existsSync, mkdirSync } from "node:fs";
import * as path from "node:path";
import { nixFix } from "../../../lib/platform/nix/nix-fix";
import { bin, project, runIn } from "../../cli/project";
import { put, scratch } from "../../platform/files/scratch";
import { withMounts } from "../flash/with-mounts";
import { findings, programs, type Finding } from "./findings";

describe("synth doctor", () => {
  it("reports that this machine can build, and its Nix version", () => {
    const { run } = project();
    const { code, stdout, stderr } = run(["doctor"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^ok {7}node {10}Node \d/m);
    expect(stdout).toMatch(/^ok {7}nix {11}Nix \d+\.\d+/m);
    expect(stdout).toMatch(/^ok {7}output {8}<project>\/cdk\.out is writable$/m);
    expect(stdout).not.toMatch(/^error/m);
  });

  it("lists what a machine with only Node is missing, with fixes, and exits with code 5", () => {
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
     "error[machine-not-ready]: this machine cannot build ISOs yet: nix, offline-base
       fix:   apply the fixes above, then run \`synth doctor\` again
       docs:  https://cdknix.example/errors/machine-not-ready
     "
    `);
    const { nix, git, "offline-base": offlineBase, node } = findings(stdout);
    expect(node?.status).toBe("ok");
    expect(nix).toMatchObject({ status: "error", message: "Nix is not installed: `nix` is not on the PATH" });
    expect(nix?.fix).toBe(nixFix("none"));
    expect({ git, offlineBase }).toMatchInlineSnapshot(`
     {
       "git": {
         "check": "git",
         "fix": "apt-get install git",
         "message": "git is not installed",
         "reason": "image names contain \`dirty\` instead of the commit, and directories in git repositories are not copied",
         "status": "warning",
       },
       "offlineBase": {
         "check": "offline-base",
         "fix": "build on Debian 12 or 13, or with nixpkgs: omit --nixpkgs embedded",
         "message": "the offline base needs apt-get, apt-cache, dpkg-deb, perl",
         "reason": "it consists of Debian packages, which apt finds and fetches",
         "status": "error",
       },
     }
    `);
  });

  it("explains the limits of an old Nix, and rejects one that is too old", () => {
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
    const tooOld = doctor("2.3.16").nix;
    expect({ ...tooOld, fix: tooOld?.fix?.replace(nixFix(), "<how to get a newer Nix here>") }).toMatchInlineSnapshot(`
     {
       "check": "nix",
       "fix": "<how to get a newer Nix here>",
       "message": "Nix 2.3.16 is too old",
       "reason": "the generated flakes require Nix 2.8 or later",
       "status": "error",
     }
    `);
    expect(doctor("2.8.0").nix).toMatchObject({
      status: "warning",
      message: "Nix 2.8.0 is too old for NixOS 25.11, 26.05, 26.11, unstable",
      reason: "nixpkgs of these releases needs Nix 2.18 or later",
    });
    expect(doctor("2.18.1").nix?.reason).toContain(
      "can crash on large evaluations; synth sets GC_INITIAL_HEAP_SIZE=1G",
    );
    const recent = doctor("2.28.3");
    expect(recent.nix).toMatchObject({ status: "ok" });
    expect(recent.nix).not.toHaveProperty("reason");
    expect(recent.flakes).toMatchInlineSnapshot(`
     {
       "check": "flakes",
       "fix": "mkdir -p ~/.config/nix && echo 'experimental-features = nix-command flakes' >> ~/.config/nix/nix.conf",
       "message": "flakes are disabled in nix.conf; synth enables them for itself",
       "reason": "to build the flake with nix build, enable them in nix.conf too",
       "status": "ok",
     }
    `);
  });

  it("reports a store on a small disk", () => {
    const directory = scratch();
    mkdirSync(path.join(directory, "disk"));
    // Without the network, only the disk is a reason to fail, on any machine.
    put(directory, { "cdk.json": '{ "nix": { "offline": true } }' });
    const script =
      'mount -t tmpfs -o size=200m none disk; synth doctor --json --store "$PWD/disk" || echo "exit code $?" >&2';
    const { stdout, stderr } = withMounts(directory, script);
    expect(findings(stdout).disk).toMatchInlineSnapshot(`
     {
       "check": "disk",
       "fix": "run nix-collect-garbage, or build in another store: --store DIRECTORY",
       "message": "only 0.2 GB free for the store",
       "reason": "packages, squashfs, and ISO take up to 8 GB",
       "status": "error",
     }
    `);
    expect(stderr).toMatch(/this machine cannot build ISOs yet: disk\n.*\nexit code 5\n$/s);
  });

  it("reports an output that is not writable or not from cdknix, and leaves no files behind", () => {
    const directory = scratch();
    put(directory, { "readonly/file": "", "photos/cat.jpg": "cat" });
    const script =
      "mount --bind readonly readonly; mount -o remount,ro,bind readonly; synth doctor -q --json -o readonly/cdk.out || true";
    expect(findings(withMounts(directory, script).stdout).output).toMatchInlineSnapshot(`
     {
       "check": "output",
       "fix": "choose another directory with --output",
       "message": "cannot write next to <project>/readonly/cdk.out: the file system is read-only",
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

  it("tests KVM by running a machine with it", () => {
    const examined = (working: string): Finding | undefined => {
      const directory = scratch();
      const qemu = `#!/bin/sh\ncase "$*" in *accel=${working}*) echo "No bootable device."; exec sleep 5;; esac\nexit 1\n`;
      put(directory, { "bin/qemu-system-x86_64": qemu, "dev/kvm": "", "dev/null": "" });
      chmodSync(path.join(directory, "bin/qemu-system-x86_64"), 0o755);
      const devices = "mount --bind /dev/null dev/null; mount --rbind dev /dev";
      return findings(withMounts(directory, `${devices}; PATH=$PWD/bin:$PATH synth doctor --json -q || true`).stdout)
        .kvm;
    };
    expect(examined("")).toEqual({ check: "kvm", status: "ok", message: "virtual machines boot at full speed" });
    expect(examined("tcg")).toMatchInlineSnapshot(`
     {
       "check": "kvm",
       "fix": "if this is a virtual machine, enable nested virtualization on its host",
       "message": "KVM is not usable here",
       "reason": "builds work, but images boot about 10 times slower in a virtual machine",
       "status": "warning",
     }
    `);
  });
});
