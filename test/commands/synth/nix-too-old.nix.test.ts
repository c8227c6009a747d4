import { chmodSync } from "node:fs";
import * as path from "node:path";
import { nixFix } from "../../../lib/platform/nix/nix-fix";
import { library, project, type Run } from "../../cli/project";
import { put } from "../../platform/files/scratch";

/** A program with an ISO for a release; Nix 2.8 cannot evaluate nixpkgs of 25.11 and later. */
function program(release: string): string {
  return [
    `const c = require(${JSON.stringify(library)});`,
    `const app = new c.App();`,
    `const flake = new c.Flake(app, "rescue", { nixpkgs: c.Nixpkgs.release("${release}") });`,
    `const host = new c.Host(flake, "stick", { system: "x86_64-linux" });`,
    `new c.IsoImage(host, "image");`,
    `app.synth();`,
  ].join("\n");
}

/** Runs synth with a Nix that only has a version: it must not be asked for anything else. */
function synthWith(version: string, release: string, args: readonly string[] = []): Run {
  const { directory, run } = project({ "cdk.json": '{ "app": "node main.js" }', "main.js": program(release) });
  put(directory, {
    "bin/nix": `#!/bin/sh\ncase "$*" in --version) echo "nix (Nix) ${version}";; *show-config) ;; *) echo "error: asked" >&2; exit 1;; esac\n`,
  });
  chmodSync(path.join(directory, "bin/nix"), 0o755);
  return run(args, { PATH: `${path.join(directory, "bin")}:${process.env.PATH!}` });
}

describe("a Nix that is too old for the release", () => {
  it.each([
    ["2.8.0", "26.05"],
    ["2.17.1", "25.11"],
    ["2.17.1", "unstable"],
  ])("Nix %s is refused for NixOS %s before anything is fetched", (version, release) => {
    const { code, stdout, stderr } = synthWith(version, release);
    expect({ code, stdout }).toEqual({ code: 5, stdout: "" });
    expect(stderr.slice(stderr.indexOf("error["))).toBe(
      `error[nix-too-old]: Nix ${version} is too old for NixOS ${release}, which needs Nix 2.18 or later
  why:   nixpkgs refuses to evaluate with older versions
  fix:   install a newer Nix: ${nixFix("packaged")}; or build with this Nix: the offline base (--nixpkgs embedded) or NixOS 25.05
  docs:  https://cdknix.example/errors/nix-too-old
`,
    );
  });

  it.each([
    ["2.8.0", "25.05", []],
    ["2.18.1", "26.05", []],
    // The release of another nixpkgs is not known.
    ["2.8.0", "26.05", ["--nixpkgs", "./nixpkgs"]],
  ])("Nix %s is accepted for NixOS %s %p", (version, release, args) => {
    expect(synthWith(version, release, args).stderr).toMatch(/\| error: asked/);
  });

  it("is recognized by the words of nixpkgs if another nixpkgs is of a newer release", () => {
    const refusing = `{ outputs = { self }: { lib.nixosSystem = abort "This version of Nixpkgs requires Nix >= 99, please upgrade"; }; }`;
    const { run } = project({
      "cdk.json": '{ "app": "node main.js", "nixpkgs": "./nixpkgs" }',
      "main.js": program("24.05"),
      "nixpkgs/flake.nix": refusing,
    });
    const { code, stderr } = run([]);
    expect(code).toBe(5);
    expect(stderr).toContain("error[nix-too-old]");
    expect(stderr).toContain(`fix:   install a newer Nix: ${nixFix("packaged")}; or build with this Nix: `);
  });
});

describe("an ISO for a system that this machine does not build for", () => {
  it("is refused with a builder for the system that is missing", () => {
    const nixpkgs = `{
      outputs = { self }: {
        lib.nixosSystem = { specialArgs, modules }: {
          config.system.build.isoImage = derivation { name = "iso"; system = "riscv64-linux"; builder = "/bin/sh"; };
        };
      };
    }`;
    const { run } = project({ "main.js": program("24.05"), "nixpkgs/flake.nix": nixpkgs });
    const { code, stderr } = run(["--nix-option", "builders", ""]);
    expect(code).toBe(5);
    expect(stderr).toContain("error[system-missing]");
    expect(stderr).toContain(
      "fix:   add a builder that does, such as --builders 'ssh-ng://root@builder riscv64-linux'; `synth doctor` checks all builders",
    );
  });
});
