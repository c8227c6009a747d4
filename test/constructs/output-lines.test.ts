import { readFileSync } from "node:fs";
import { App, Flake, Host, HostClass, InstallerScript, IsoImage, nix, Nixpkgs } from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import type { Issue } from "../../lib/model";

function issuesOf(add: (flake: Flake) => void): readonly Issue[] {
  const app = new App();
  const flake = new Flake(app, "images", { nixpkgs: Nixpkgs.release("25.05") });
  const iso = new HostClass(flake, "iso");
  new IsoImage(iso, "image");
  new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });
  add(flake);
  return FlakeAssertions.fromApp(app).issues.filter(({ severity, code }) => severity === "error" || code === "path-not-in-flake"); // prettier-ignore
}

/** The line of this file that an issue names. */
const sourceLine = (issue: Issue | undefined): string =>
  readFileSync(__filename, "utf8").split("\n")[(issue?.source?.line ?? 0) - 1]?.trim() ?? "";

describe("an issue with an output", () => {
  it.each<readonly [string, (flake: Flake) => void]>([
    [
      "outputs.w",
      (flake) => {
        flake.addOutput("w", nix.file("./missing"));
      },
    ],
    [
      "outputs.a.w",
      (flake) => {
        flake.addOutput("a.w", nix.path("./missing"));
      },
    ],
    [
      "outputs.w",
      (flake) => {
        flake.addOutput("w", nix.raw("./missing"));
      },
    ],
    [
      "outputs.w",
      (flake) => {
        flake.addOutput("w", nix.import(nix.path("/srv/missing")));
      },
    ],
    [
      "outputs.w",
      (flake) => {
        flake.addOutput("w", Symbol("x") as never);
      },
    ],
  ])("has its path %s, and the line that adds it: %#", (where, add) => {
    const [issue, ...others] = issuesOf(add);
    expect(others).toEqual([]);
    expect(`${issue?.message ?? ""} ${issue?.value ?? ""}`).toContain(where);
    expect(sourceLine(issue)).toContain("flake.addOutput(");
  });

  it("names the line of a class whose module it would replace, and that of an input defined twice", () => {
    const [conflict] = issuesOf((flake) => {
      flake.addOutput("nixosModules.iso", 1);
    });
    expect(conflict?.value).toMatch(/^by images\/iso \(\S+\.test\.ts:\d+\), and by images \(\S+:\d+\)$/);
    const [twice] = issuesOf((flake) => {
      flake.addInput("nixpkgs", "github:me/nixpkgs");
    });
    expect([twice?.code, sourceLine(twice)]).toEqual([
      "duplicate-input",
      'flake.addInput("nixpkgs", "github:me/nixpkgs");',
    ]);
  });
});

it("an InstallerScript with an unusable ID has one error", () => {
  for (const id of ["my tool", "ä", "a'b"]) {
    const issues = issuesOf((flake) => new InstallerScript(flake, id, { text: "true" }));
    expect(issues.map(({ code }) => code)).toEqual(["construct-id"]);
  }
});
