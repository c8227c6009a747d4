import {
  App,
  Flake,
  FlakePackage,
  Host,
  HostClass,
  inputs,
  InstallerTools,
  IsoImage,
  nix,
  Nixpkgs,
  NixosModule,
  pkgs,
  type NixosConfig,
  type NixValue,
} from "cdknix";
import { FlakeAssertions } from "cdknix/testing";

function report(
  make: (flake: Flake, host: Host) => unknown,
  systems: readonly Host["system"][] = ["x86_64-linux"],
): string {
  const app = new App();
  const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("25.05") });
  const hosts = systems.map((system) => new Host(flake, `host-${system.slice(0, 3)}`, { system }));
  for (const each of hosts) new IsoImage(each, "image");
  const [host] = hosts;
  make(flake, host ?? new Host(flake, "none", { system: "x86_64-linux" }));
  return FlakeAssertions.fromApp(app).report.replaceAll(/\n {2}(?:at|docs): .*/g, "");
}

const fixesIn = (text: string): readonly string[] => [...text.matchAll(/fix: {3}(.*)/g)].map(([, fix = ""]) => fix);

describe("a FlakePackage", () => {
  it("rejects an expression that is no package", () => {
    const of = (expression: NixValue): string => report((flake) => new FlakePackage(flake, "p", { expression }));
    expect(of("hello")).toMatchInlineSnapshot(`
     "error[text-not-package]: dotfiles/p: expression is text, but Nix expects a package
       value: "hello"
       why:   a package is an attribute of pkgs; its name in quotes is only text
       fix:   use pkgs.hello"
    `);
    expect(of(nix.path("./default.nix"))).toMatchInlineSnapshot(`
     "error[path-not-package]: dotfiles/p: expression is a path, but Nix expects a package
       value: nix.path("./default.nix")
       why:   a file of the flake is no package until a function of nixpkgs makes one from it
       fix:   for a package that the file defines, use pkgs.callPackage(nix.path("./default.nix"), {})"
    `);
    expect(of([pkgs.hello])).toMatchInlineSnapshot(`
     "error[not-a-package]: dotfiles/p: expression is not a package
       value: [ pkgs.hello ]
       why:   Nix builds derivations, which functions of nixpkgs return
       fix:   use a package, such as pkgs.hello or pkgs.writeText("name", "…")"
    `);
    expect(of({ name: "x" })).toContain("error[not-a-package]: dotfiles/p: expression is not a package");
    expect(of(pkgs.hello)).toBe("");
  });

  it("is named by the flake's output, if its construct or its name is used as a value", () => {
    const used = (value: (tool: FlakePackage) => NixValue, systems?: readonly Host["system"][]): string =>
      report((flake, host) => {
        const tool = new FlakePackage(flake, "my-tool", { expression: pkgs.hello });
        new NixosModule(host, "m", { config: { environment: { systemPackages: [value(tool)] } } });
      }, systems);
    expect(used((tool) => tool as unknown as NixValue)).toMatchInlineSnapshot(`
     "error[nix-value]: dotfiles/host-x86/m: config.environment.systemPackages[0] cannot be represented in Nix
       why:   a FlakePackage is a construct, not a Nix value
       fix:   use its package: self.packages["x86_64-linux"]["my-tool"]"
    `);
    expect(used(() => "my-tool")).toMatchInlineSnapshot(`
     "error[text-not-package]: dotfiles/host-x86/m: environment.systemPackages[0] is text, but NixOS expects a package
       value: "my-tool"
       why:   a package is an attribute of pkgs; its name in quotes is only text
       fix:   use self.packages["x86_64-linux"]["my-tool"]"
    `);
    expect(fixesIn(used(() => "pkgs.my-tool", ["x86_64-linux", "aarch64-linux"]))).toEqual([
      "use pkgs.callPackage(nix.str`${self}/packages/my-tool`, {})",
    ]);
  });
});

describe("constructs as values", () => {
  it("are answered with what was probably meant", () => {
    const config = (value: unknown): NixosConfig => ({ system: { extraDependencies: [value as NixValue] } });
    const text = report((flake, host) => {
      new NixosModule(host, "a", { config: config(host) });
      new NixosModule(host, "b", { config: config(new HostClass(flake, "iso")) });
      const own = new NixosModule(host, "c");
      new NixosModule(host, "d", { imports: [own as unknown as NixValue] });
      new InstallerTools(host, "e", { packages: [flake as unknown as NixValue] });
    });
    expect(fixesIn(text)).toMatchInlineSnapshot(`
     [
       "use its configuration: self.nixosConfigurations["host-x86"].config",
       "pass it to the property class of a Host",
       "remove it: the host or class in whose scope it is created imports it",
       "use self, the flake as Nix sees it",
     ]
    `);
  });
});

describe("an output of a flake", () => {
  const of = (...outputs: readonly (readonly [string, NixValue])[]): string =>
    report((flake) => {
      for (const [path, value] of outputs) flake.addOutput(path, value);
    });

  it("rejects text where a package is meant, with the package of the system", () => {
    expect(of(["formatter.x86_64-linux", "nixfmt"])).toMatchInlineSnapshot(`
     "error[text-not-package]: dotfiles: outputs.formatter.x86_64-linux is text, but Nix expects a package
       value: "nixfmt"
       why:   a package is an attribute of pkgs; its name in quotes is only text
       fix:   use inputs.nixpkgs.legacyPackages["x86_64-linux"].nixfmt"
    `);
    expect(
      fixesIn(
        of(
          ["packages", { "aarch64-linux": { a: "hello", b: "inputs.disko.packages.aarch64-linux.disko" } }],
          ["devShells.x86_64-linux.default", "./shell.nix"],
          ["checks.x86_64-linux.all", "pkgs.hello"],
        ),
      ),
    ).toMatchInlineSnapshot(`
     [
       "use inputs.nixpkgs.legacyPackages["aarch64-linux"].hello",
       "use inputs.disko.packages["aarch64-linux"].disko",
       "use a package, such as pkgs.hello",
       "use inputs.nixpkgs.legacyPackages["x86_64-linux"].hello",
     ]
    `);
  });

  it("rejects paths and data where a package, a module, or an overlay is meant", () => {
    expect(
      of(
        ["devShells.x86_64-linux.default", nix.path("./flake.nix")],
        ["checks.x86_64-linux.all", {}],
        ["overlays.default", "./overlay.nix"],
        ["nixosModules.base", "./base.nix"],
      ),
    ).toMatchInlineSnapshot(`
     "error[path-not-package]: dotfiles: outputs.devShells.x86_64-linux.default is a path, but Nix expects a package
       value: nix.path("./flake.nix")
       why:   a file of the flake is no package until a function of nixpkgs makes one from it
       fix:   for a package that the file defines, use pkgs.callPackage(nix.path("./flake.nix"), {})

     error[not-a-package]: dotfiles: outputs.checks.x86_64-linux.all is not a package
       value: { }
       why:   Nix builds derivations, which functions of nixpkgs return
       fix:   use a package, such as pkgs.hello or pkgs.writeText("name", "…")

     error[not-a-function]: dotfiles: outputs.overlays.default is not a function
       value: "./overlay.nix"
       why:   an overlay is a function; import the file that has it
       fix:   use nix.import(nix.file("./overlay.nix"))

     error[import-as-text]: dotfiles: outputs.nixosModules.base is a string, not a module
       value: "./base.nix"
       why:   Nix does not interpret a string as a path, and the file is not in the flake
       fix:   copy it into the flake: nix.module("./base.nix")"
    `);
  });

  it("accepts other outputs, and values that only Nix can evaluate", () => {
    expect(
      of(
        ["formatter.x86_64-linux", inputs.nixpkgs.legacyPackages["x86_64-linux"].nixfmt],
        ["lib.name", "x"],
        ["packages.x86_64-linux.set", { type: "derivation" }],
        ["overlays.default", nix.fn(["final", "prev"], {})],
        ["nixosModules.base", nix.path("./flake.nix")],
        ["nixosModules.other", {}],
        ["templates.default", { description: "x" }],
      ),
    ).toBe("");
  });
});
