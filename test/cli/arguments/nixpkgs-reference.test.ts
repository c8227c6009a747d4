import { nixpkgsReference } from "../../../lib/cli/arguments/nixpkgs-reference";
import { formatFailure, isFailure } from "../../../lib/platform/failure";
import { put, scratch } from "../../platform/files/scratch";
import { project } from "../project";

const directory = scratch();
put(directory, {
  "nixpkgs-here/flake.nix": "{ }",
  "tree.tar.gz": "",
  "config/nix/registry.json":
    '{ "version": 2, "flakes": [{ "from": { "id": "my-own-registry-entry", "type": "indirect" }, "to": {} }] }',
  "system/registry.json": '{ "version": 2, "flakes": [{ "from": { "id": "ours", "type": "indirect" }, "to": {} }] }',
});
const environment = { ...process.env, XDG_CONFIG_HOME: `${directory}/config`, NIX_CONF_DIR: `${directory}/system` };
const replaced = jest.replaceProperty(process, "env", environment);
afterAll(() => {
  replaced.restore();
});

function check(nixpkgs: string): string | undefined {
  try {
    return nixpkgsReference({ nixpkgs }, undefined, directory);
  } catch (error) {
    if (!isFailure(error)) throw error;
    return formatFailure(error);
  }
}

describe("a replacement for nixpkgs", () => {
  it.each([
    "embedded",
    "nixpkgs",
    "nixpkgs/nixos-25.05",
    "flake:nixpkgs",
    "./nixpkgs-here",
    "path:./nixpkgs-here?dir=x",
    "git+file:./nixpkgs-here",
    "./tree.tar.gz",
    "github:NixOS/nixpkgs",
    "github:NixOS/nixpkgs/nixos-25.05?dir=lib",
    "git+ssh://git@example.org/nixpkgs.git?ref=main",
    "https://example.org/nixpkgs.tar.gz",
    "nixpkgs/nixos-25.05?dir=lib",
    "nixpkgs/master",
    "nixpkgs/nixos-unstable-small",
    "nixpkgs/nixos-20.09",
    "nixpkgs/9e83b64f727c88a7711a2c463a7b16eedb69a84c",
    "github:NixOS/nixpkgs/release-25.05",
    "my-own-registry-entry",
    "my-own-registry-entry/branch",
    "flake:ours",
  ])("%s is accepted", (reference) => {
    expect(check(reference)).toBe(reference);
  });

  it("that resembles `embedded` is rejected with the suggestion", () => {
    expect(check("embeded")).toMatchInlineSnapshot(`
      "error[nixpkgs-invalid]: --nixpkgs: "embeded" is not a flake
        why:   the registry of Nix has no flake with this name
        fix:   did you mean embedded?
        docs:  https://cdknix.example/errors/nixpkgs-invalid"
    `);
    expect(check("Embedded")).toContain("did you mean embedded?");
  });

  it("that is the name of no nixpkgs in a registry is rejected with the valid forms", () => {
    expect(check("foo")).toMatchInlineSnapshot(`
      "error[nixpkgs-invalid]: --nixpkgs: "foo" is not a flake
        why:   the default registry of Nix has only one nixpkgs, named nixpkgs, and your registries have no foo
        fix:   pass \`embedded\`, a path such as ./nixpkgs, or a reference such as github:NixOS/nixpkgs/nixos-26.05 or nixpkgs/nixos-26.05
        docs:  https://cdknix.example/errors/nixpkgs-invalid"
    `);
    // In the registry that comes with Nix, but not nixpkgs.
    expect(check("home-manager")).toContain("only one nixpkgs, named nixpkgs");
    expect(check("flake:foo")).toContain("your registries have no foo");
    expect(check("our")).toContain("did you mean ours?");
    expect(check("nixpkg")).toContain("did you mean nixpkgs?");
  });

  it("that means the offline base is rejected with its name", () => {
    expect(check("offline")).toMatchInlineSnapshot(`
      "error[nixpkgs-invalid]: --nixpkgs: "offline" is not a flake
        why:   the name of the offline base is embedded
        fix:   did you mean embedded?
        docs:  https://cdknix.example/errors/nixpkgs-invalid"
    `);
    expect(check("debian")).toContain("did you mean embedded?");
    expect(check("flake:embedded")).toContain("did you mean embedded?");
  });

  it("that is a release is rejected with the reference", () => {
    expect(check("24.05")).toMatchInlineSnapshot(`
      "error[nixpkgs-invalid]: --nixpkgs: "24.05" is not a flake
        why:   24.05 is the number of a NixOS release, not a flake reference
        fix:   did you mean github:NixOS/nixpkgs/nixos-24.05?
        docs:  https://cdknix.example/errors/nixpkgs-invalid"
    `);
  });

  it("that is a misspelled channel, or one of no release, is rejected with the nearest", () => {
    expect(check("nixos-unstabel")).toContain("did you mean github:NixOS/nixpkgs/nixos-unstable?");
    expect(check("unstabel")).toContain("did you mean github:NixOS/nixpkgs/nixos-unstable?");
    expect(check("nixpkgs/nixos-unstabel")).toContain("did you mean nixpkgs/nixos-unstable?");
    expect(check("github:NixOS/nixpkgs/nixos-unstabel")).toContain("did you mean github:NixOS/nixpkgs/nixos-unstable?");
    expect(check("nixpkgs/nixos-99.05")).toMatchInlineSnapshot(`
      "error[nixpkgs-invalid]: --nixpkgs: "nixpkgs/nixos-99.05" is not a flake
        why:   there is no NixOS 99.05 yet
        fix:   did you mean nixpkgs/nixos-26.05?
        docs:  https://cdknix.example/errors/nixpkgs-invalid"
    `);
    expect(check("github:NixOS/nixpkgs/nixos-25.06")).toContain("NixOS is released in May and November");
  });

  it("that is a channel is rejected with the reference", () => {
    expect(check("nixos-25.05")).toMatchInlineSnapshot(`
      "error[nixpkgs-invalid]: --nixpkgs: "nixos-25.05" is not a flake
        why:   this is a channel, not a flake reference
        fix:   did you mean github:NixOS/nixpkgs/nixos-25.05?
        docs:  https://cdknix.example/errors/nixpkgs-invalid"
    `);
    expect(check("25.05")).toContain("did you mean github:NixOS/nixpkgs/nixos-25.05?");
    expect(check("unstable")).toContain("did you mean github:NixOS/nixpkgs/nixos-unstable?");
    expect(check("<nixpkgs>")).toMatchInlineSnapshot(`
      "error[nixpkgs-invalid]: --nixpkgs: "<nixpkgs>" is not a flake
        why:   a flake reference has no spaces and no angle brackets
        fix:   pass \`embedded\`, a path such as ./nixpkgs, or a reference such as github:NixOS/nixpkgs/nixos-26.05 or nixpkgs/nixos-26.05
        docs:  https://cdknix.example/errors/nixpkgs-invalid"
    `);
  });

  it("that is a path to nothing is rejected", () => {
    expect(check("./nixpkgs")).toMatchInlineSnapshot(`
      "error[nixpkgs-invalid]: --nixpkgs: "./nixpkgs" is not a flake
        why:   ./nixpkgs does not exist
        fix:   pass \`embedded\`, a path such as ./nixpkgs, or a reference such as github:NixOS/nixpkgs/nixos-26.05 or nixpkgs/nixos-26.05
        docs:  https://cdknix.example/errors/nixpkgs-invalid"
    `);
    expect(check("path:/nowhere/nixpkgs")).toContain("/nowhere/nixpkgs does not exist");
    expect(check("git+file:///nowhere?ref=x")).toContain("/nowhere does not exist");
  });

  it("that is a directory without ./ is rejected with the path", () => {
    expect(check("nixpkgs-here")).toMatchInlineSnapshot(`
      "error[nixpkgs-invalid]: --nixpkgs: "nixpkgs-here" is not a flake
        why:   a path begins with ./ or /; other words name flakes in the registry of Nix
        fix:   did you mean ./nixpkgs-here?
        docs:  https://cdknix.example/errors/nixpkgs-invalid"
    `);
  });

  it("with an unknown scheme is rejected with the nearest one", () => {
    expect(check("githb:NixOS/nixpkgs")).toMatchInlineSnapshot(`
      "error[nixpkgs-invalid]: --nixpkgs: "githb:NixOS/nixpkgs" is not a flake
        why:   Nix has no flake references with the scheme githb:
        fix:   did you mean github:NixOS/nixpkgs?
        docs:  https://cdknix.example/errors/nixpkgs-invalid"
    `);
  });

  it("without an owner is rejected with the form", () => {
    expect(check("github:nixpkgs")).toMatchInlineSnapshot(`
      "error[nixpkgs-invalid]: --nixpkgs: "github:nixpkgs" is not a flake
        why:   the expected form is github:OWNER/REPOSITORY, optionally with /BRANCH-OR-REVISION
        fix:   pass \`embedded\`, a path such as ./nixpkgs, or a reference such as github:NixOS/nixpkgs/nixos-26.05 or nixpkgs/nixos-26.05
        docs:  https://cdknix.example/errors/nixpkgs-invalid"
    `);
    expect(check("NixOS/nixpkgs/nixos-25.05")).toContain("did you mean github:NixOS/nixpkgs/nixos-25.05?");
  });
});

describe("the command line", () => {
  it("checks the option and cdk.json before the program runs", () => {
    const made = project({ "cdk.json": '{ "app": "node main.js", "nixpkgs": "embeded" }' });
    expect(made.run([])).toMatchInlineSnapshot(`
      {
        "code": 1,
        "stderr": "error[nixpkgs-invalid]: cdk.json: "nixpkgs": "embeded" is not a flake
        why:   the registry of Nix has no flake with this name
        fix:   did you mean embedded?
        docs:  https://cdknix.example/errors/nixpkgs-invalid
      ",
        "stdout": "",
      }
    `);
    expect(made.run(["--nixpkgs", "ebedded"]).stderr).toMatch(
      /^error\[nixpkgs-invalid\]: --nixpkgs: "ebedded" is not a flake$/m,
    );
    expect(made.run(["doctor"]).stderr).toContain('cdk.json: "nixpkgs": "embeded" is not a flake');
  });
});
