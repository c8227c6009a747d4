import { chmodSync } from "node:fs";
import * as path from "node:path";
import { project, type Run } from "../../cli/project";
import { put } from "../../platform/files/scratch";

/** Builds on the offline base with an apt that knows no package, or that has replaced programs. */
function synth(scripts: Readonly<Record<string, string>>, args: readonly string[] = []): Run {
  const { directory, run } = project();
  for (const [name, script] of Object.entries(scripts)) {
    put(directory, { [`bin/${name}`]: `#!/bin/sh\n${script}\n` });
    chmodSync(path.join(directory, "bin", name), 0o755);
  }
  return run(["--nixpkgs", "embedded", ...args], { PATH: `${path.join(directory, "bin")}:${process.env.PATH!}` });
}

/** The lists of packages are those of this machine. */
const listsOnly = 'case $1 in indextargets) exec /usr/bin/apt-get "$@" ;; esac';

describe("an offline base that cannot be made", () => {
  it("is reported once, and synth does not claim to lock inputs", () => {
    const { code, stdout, stderr } = synth({ "apt-get": "exit 0" });
    expect({ code, stdout }).toEqual({ code: 5, stdout: "" });
    const fix = "build with nixpkgs itself: omit --nixpkgs embedded";
    // Outside of Debian, the first half would not help.
    expect(stderr.replace(`see the output above, or ${fix}`, fix)).toMatchInlineSnapshot(`
      "synth: running node main.js
      synth: preparing the offline base for NixOS 24.05
      error[offline-base-unavailable]: cannot create the offline base on this machine
        | apt has no Debian package lists; run as root: apt-get update
        fix:   build with nixpkgs itself: omit --nixpkgs embedded
        docs:  https://cdknix.example/errors/offline-base-unavailable
      "
    `);
  });

  it("is reported as a problem of the network only if Nix reports it, not apt", () => {
    const { stderr } = synth({
      "apt-get": `${listsOnly}; echo 'E: Could not resolve host: deb.example.org' >&2; exit 1`,
    });
    expect(stderr).toContain("error[offline-base-unavailable]");
    expect(stderr).toContain("| apt cannot resolve the packages: E: Could not resolve host: deb.example.org\n");
  });

  it("is reported as the problem of Nix that is the cause", () => {
    const denied = "error: opening lock file '/nix/var/nix/db/big-lock': Permission denied";
    const { code, stderr } = synth({
      "apt-get": `${listsOnly}; exit 0`,
      "apt-cache": "exit 0",
      perl: `case $1 in *closure.pl) cat >/dev/null; echo '{}' ;; *) exec /usr/bin/perl "$@" ;; esac`,
      "nix-instantiate": `echo "${denied}" >&2; exit 1`,
    });
    expect(code).toBe(5);
    expect(stderr).toContain("error[store-not-writable]: cannot create the offline base on this machine");
    expect(stderr.match(/big-lock/g)).toHaveLength(1);
    expect(stderr).not.toMatch(/omit --nixpkgs embedded/);
  });
});
