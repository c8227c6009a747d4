import { nixpkgsReference } from "../../../lib/cli/arguments/nixpkgs-reference";
import { formatFailure, isFailure } from "../../../lib/platform/failure";
import { put, scratch } from "../../platform/files/scratch";
import { project } from "../project";

const directory = scratch();
put(directory, { "nixpkgs-here/flake.nix": "{ }", "tree.tar.gz": "" });

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
    "my-own-registry-entry",
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
        fix:   pass \`embedded\`, a path such as ./nixpkgs, or a reference such as github:NixOS/nixpkgs/nixos-25.05
        docs:  https://cdknix.example/errors/nixpkgs-invalid"
    `);
  });

  it("that is a path to nothing is rejected", () => {
    expect(check("./nixpkgs")).toMatchInlineSnapshot(`
      "error[nixpkgs-invalid]: --nixpkgs: "./nixpkgs" is not a flake
        why:   ./nixpkgs does not exist
        fix:   pass \`embedded\`, a path such as ./nixpkgs, or a reference such as github:NixOS/nixpkgs/nixos-25.05
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
        fix:   pass \`embedded\`, a path such as ./nixpkgs, or a reference such as github:NixOS/nixpkgs/nixos-25.05
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
