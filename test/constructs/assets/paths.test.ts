import { inputs, lib, modulesPath, nix, NixosModule, type HostClass, type NixValue } from "cdknix";
import { put, scratch } from "../../platform/files/scratch";
import { program, report, reportOf } from "./assets";

describe("paths that name no file of the flake", () => {
  it("warns about nix.path to a file that is not in the flake", () => {
    const directory = scratch();
    put(directory, { motd: "x" });
    expect(report(directory, nix.path("./motd"))).toMatchInlineSnapshot(`
      "warning[path-not-in-flake]: dotfiles/iso/extra: config.system.build.value refers to a file that the flake does not contain
        value: nix.path("./motd")
        why:   nix.path copies nothing: Nix looks for modules/iso/motd in the generated flake
        fix:   to copy a file of your project, use nix.file("./motd")"
    `);
    expect(report(directory, nix.path("../../../motd"))).toMatchInlineSnapshot(`
      "warning[path-not-in-flake]: dotfiles/iso/extra: config.system.build.value refers to a file that the flake does not contain
        value: nix.path("../../../motd")
        why:   nix.path copies nothing, and its path leads out of the flake
        fix:   to copy a file of your project, use nix.file("../../../motd")"
    `);
    const right = [nix.path("./image.nix"), nix.path("../../flake.nix"), nix.path("../../systems"), nix.path("/etc/x"), nix.path("./.")]; // prettier-ignore
    expect(report(directory, right)).toBe("");
  });

  it("warns about names that a path literal cannot have", () => {
    for (const text of ["./a b", "../a b/c", "./ü"]) {
      expect(report(scratch(), nix.path(text))).toContain(`value: nix.path(${JSON.stringify(text)})`);
    }
    expect(report(scratch(), nix.path("/a b"))).toBe("");
  });

  it("rejects absolute paths of files that Nix would read", () => {
    const found = (work: (iso: HostClass) => unknown): string => reportOf(scratch(), program(work));
    const hardware = nix.path("/etc/nixos/hardware-configuration.nix");
    expect(found((iso) => new NixosModule(iso, "extra", { imports: [hardware], config: {} }))).toMatchInlineSnapshot(`
      "error[path-not-in-flake]: dotfiles/iso/extra: this module refers to /etc/nixos/hardware-configuration.nix, which no flake contains
        why:   Nix reads no files outside of a flake when it evaluates one
        fix:   copy the file into the project, and from there into the flake: nix.module("./hardware-configuration.nix")"
    `);
    const of = (config: Record<string, NixValue>): string => found((iso) => new NixosModule(iso, "extra", { config }));
    const expected = "this module refers to /srv/x, which no flake contains";
    expect(of({ environment: { etc: { x: { source: nix.path("/srv/x") } } } })).toContain(expected);
    expect(of({ boot: nix.raw("{ initrd.preLVMCommands = builtins.readFile /srv/x; }") })).toContain(expected);
    expect(of({ "home-manager": { users: { me: { imports: [nix.path("/srv/x")] } } } })).toContain(expected);
    expect(of({ users: { motd: lib.fileContents(nix.path("/srv/x")) } })).toContain(expected);
    expect(of({ networking: nix.import(nix.path("/srv/x")) })).toContain(expected);
    expect(of({ users: { motd: nix.str`${nix.path("/srv/x")}` } })).toContain(expected);
    const right = {
      system: { build: { value: nix.path("/srv/x") } },
      environment: { etc: { y: { source: "/srv/y" } } },
    };
    expect(of(right)).toBe("");
  });

  it("rejects modules that are imported by strings", () => {
    const imports = ["./hardware.nix", "/etc/nixos/hardware.nix", "modules/base.nix", nix.str`${modulesPath}/x.nix`];
    const home = { imports: ["./home.nix", nix.str`${inputs.mine}/home.nix`] };
    const app = program(
      (iso) => new NixosModule(iso, "extra", { imports, config: { "home-manager": { users: { me: home } } } }),
    );
    expect(reportOf(scratch(), app)).toMatchInlineSnapshot(`
      "error[import-as-text]: dotfiles/iso/extra: imports[0] is a string, not a module
        value: "./hardware.nix"
        why:   Nix does not interpret a string as a path, and the file is not in the flake
        fix:   copy it into the flake: nix.module("./hardware.nix")

      error[import-as-text]: dotfiles/iso/extra: imports[1] is a string, not a module
        value: "/etc/nixos/hardware.nix"
        why:   a flake cannot read files outside of it
        fix:   copy it into your project, and from there into the flake: nix.module("./hardware.nix")

      error[import-as-text]: dotfiles/iso/extra: imports[2] is a string, not a module
        value: "modules/base.nix"
        why:   Nix does not interpret a string as a path, and the file is not in the flake
        fix:   copy it into the flake: nix.module("./modules/base.nix")

      error[import-as-text]: dotfiles/iso/extra: config.home-manager.users.me.imports[0] is a string, not a module
        value: "./home.nix"
        why:   Nix does not interpret a string as a path, and the file is not in the flake
        fix:   copy it into the flake: nix.module("./home.nix")"
    `);
  });
});
