import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { App, Flake, Host, HostClass, IsoImage, NixosModule, Nixpkgs } from "cdknix";
import { Template } from "cdknix/testing";

function exampleApp(hostName = "lilith"): App {
  const app = new App();
  const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
  const iso = new HostClass(flake, "iso");
  new IsoImage(iso, "image");
  const host = new Host(flake, hostName, { class: iso, system: "x86_64-linux" });
  new NixosModule(host, "extra", { config: { environment: { variables: { EDITOR: "vim" } } } });
  return app;
}

describe("Template", () => {
  it("gives each file of a program by its path, in the order of paths", () => {
    const template = Template.fromApp(exampleApp());
    expect(template.issues).toEqual([]);
    expect(template.report).toBe("");
    expect(Object.keys(template.files)).toEqual([
      "dotfiles/flake.nix",
      "dotfiles/modules/iso/default.nix",
      "dotfiles/modules/iso/image.nix",
      "dotfiles/systems/lilith/default.nix",
      "dotfiles/systems/lilith/extra.nix",
      "manifest.json",
      "tree.json",
    ]);
    expect(template.directories).toEqual({});
  });

  it("suits inline snapshots", () => {
    expect(Template.fromApp(exampleApp()).file("dotfiles/systems/lilith/extra.nix")).toMatchInlineSnapshot(`
     "{ environment.variables.EDITOR = "vim"; }
     "
    `);
  });

  it("takes the revision that it is given, and else one that never changes", () => {
    const manifest = (revision?: string): string =>
      Template.fromApp(exampleApp(), revision === undefined ? {} : { revision }).file("manifest.json");
    expect(manifest("1234567")).toContain("lilith-24.05-1234567-x86_64.iso");
    expect(manifest()).toContain("lilith-24.05-abc1234-x86_64.iso");
  });

  it("names the files that there are when asked for another", () => {
    expect(() => Template.fromApp(exampleApp()).file("flake.nix")).toThrowErrorMatchingInlineSnapshot(`
     "the program writes no file flake.nix, only:
       dotfiles/flake.nix
       dotfiles/modules/iso/default.nix
       dotfiles/modules/iso/image.nix
       dotfiles/systems/lilith/default.nix
       dotfiles/systems/lilith/extra.nix
       manifest.json
       tree.json"
    `);
  });

  it("gives the issues of a wrong program, and throws them when asked for its files", () => {
    const template = Template.fromApp(exampleApp("not_a-host-"));
    expect(template.issues).toMatchObject([{ severity: "error" }]);
    expect(() => template.files).toThrow(template.report);
    expect(() => template.file("dotfiles/flake.nix")).toThrow(template.report);
  });

  it("writes nothing", () => {
    const projectDirectory = mkdtempSync(path.join(tmpdir(), "cdknix-template-"));
    try {
      expect(Template.fromApp(exampleApp(), { projectDirectory }).files).not.toEqual({});
      expect(readdirSync(projectDirectory)).toEqual([]);
    } finally {
      rmSync(projectDirectory, { recursive: true });
    }
  });
});
