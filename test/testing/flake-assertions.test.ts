import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { App, Flake, Host, HostClass, IsoImage, NixosModule, Nixpkgs } from "cdknix";
import { FlakeAssertions, Match } from "cdknix/testing";

function exampleApp(hostName = "lilith"): App {
  const app = new App();
  const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
  const iso = new HostClass(flake, "iso");
  new IsoImage(iso, "image");
  const host = new Host(flake, hostName, { class: iso, system: "x86_64-linux" });
  new NixosModule(host, "extra", { config: { environment: { variables: { EDITOR: "vim" } } } });
  return app;
}

describe("FlakeAssertions", () => {
  it("returns each file of a program, sorted by path", () => {
    const flake = FlakeAssertions.fromApp(exampleApp());
    expect(flake.issues).toEqual([]);
    expect(flake.report).toBe("");
    expect(Object.keys(flake.files)).toEqual([
      "dotfiles/flake.nix",
      "dotfiles/modules/iso/default.nix",
      "dotfiles/modules/iso/image.nix",
      "dotfiles/systems/lilith/default.nix",
      "dotfiles/systems/lilith/extra.nix",
      "manifest.json",
      "tree.json",
    ]);
  });

  it("works with inline snapshots", () => {
    expect(FlakeAssertions.fromApp(exampleApp()).file("dotfiles/systems/lilith/extra.nix")).toMatchInlineSnapshot(`
     "{ environment.variables.EDITOR = "vim"; }
     "
    `);
  });

  it("uses the given revision, or a constant one", () => {
    const manifest = (revision?: string): string =>
      FlakeAssertions.fromApp(exampleApp(), revision === undefined ? {} : { revision }).file("manifest.json");
    expect(manifest("1234567")).toContain("lilith-24.05-1234567-x86_64.iso");
    expect(manifest()).toContain("lilith-24.05-abc1234-x86_64.iso");
  });

  it("lists the files if one does not exist", () => {
    expect(() => FlakeAssertions.fromApp(exampleApp()).file("flake.nix")).toThrowErrorMatchingInlineSnapshot(`
     "the program writes no file flake.nix; files:
       dotfiles/flake.nix
       dotfiles/modules/iso/default.nix
       dotfiles/modules/iso/image.nix
       dotfiles/systems/lilith/default.nix
       dotfiles/systems/lilith/extra.nix
       manifest.json
       tree.json"
    `);
  });

  it("returns the issues of a wrong program, and throws them when its files are read", () => {
    const flake = FlakeAssertions.fromApp(exampleApp("not_a-host-"));
    expect(flake.issues).toMatchObject([{ severity: "error" }]);
    expect(() => flake.files).toThrow(flake.report);
    expect(() => flake.file("dotfiles/flake.nix")).toThrow(flake.report);
  });

  it("writes nothing", () => {
    const projectDirectory = mkdtempSync(path.join(tmpdir(), "cdknix-template-"));
    try {
      expect(FlakeAssertions.fromApp(exampleApp(), { projectDirectory }).files).not.toEqual({});
      expect(readdirSync(projectDirectory)).toEqual([]);
    } finally {
      rmSync(projectDirectory, { recursive: true });
    }
  });

  it("asserts that there are no issues, or a specific one", () => {
    const right = FlakeAssertions.fromApp(exampleApp());
    expect(() => {
      right.hasNoIssues();
    }).not.toThrow();
    expect(() => {
      right.hasIssue({ code: "key-map" });
    }).toThrowErrorMatchingInlineSnapshot(`"no issue matches { code: "key-map" }; the program has no issues"`);
    const wrong = FlakeAssertions.fromApp(exampleApp("not_a-host-"));
    wrong.hasIssue({ severity: "error", constructPath: Match.stringLikeRegexp("not_a-host-$") });
    expect(() => {
      wrong.hasNoIssues();
    }).toThrow(/^expected no issues, but found:\n\nerror\[/);
  });

  it("serializes only the flakes for snapshots, without line numbers", () => {
    expect(Object.keys(FlakeAssertions.fromApp(exampleApp()).toJSON())).toEqual([
      "dotfiles/flake.nix",
      "dotfiles/modules/iso/default.nix",
      "dotfiles/modules/iso/image.nix",
      "dotfiles/systems/lilith/default.nix",
      "dotfiles/systems/lilith/extra.nix",
    ]);
  });

  it("lists the hosts if one does not exist", () => {
    expect(() => FlakeAssertions.fromApp(exampleApp()).host("lilit")).toThrowErrorMatchingInlineSnapshot(
      `"no host named "lilit"; hosts: lilith"`,
    );
  });
});
