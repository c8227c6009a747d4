import { App, Flake, Host, IsoImage, lib, nix, NixosModule, Nixpkgs, type NixosModuleProps } from "cdknix";
import { FlakeAssertions } from "cdknix/testing";

type Config = Exclude<NixosModuleProps["config"], undefined>;

/** A program with one module, whose configuration may be of a type that the compiler rejects. */
function program(config: unknown, change: (module: NixosModule) => void = () => undefined): FlakeAssertions {
  const app = new App();
  const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
  const host = new Host(flake, "lilith", { system: "x86_64-linux" });
  new IsoImage(host, "image");
  change(new NixosModule(host, "module", { config: config as Config }));
  return FlakeAssertions.fromApp(app);
}

function written(config: unknown, change?: (module: NixosModule) => void): string {
  const flake = program(config, change);
  flake.hasNoIssues();
  return flake.file("dotfiles/systems/lilith/module.nix");
}

const report = (config: unknown): string =>
  program(config)
    .report.replaceAll(/\n {2}(?:at|docs): .*/g, "")
    .replace(/\n*nothing was written.*/s, "");

describe("the whole configuration of a module", () => {
  const timer = { services: { fstrim: { enable: true } } };

  it.each([
    ["a condition", nix.when(nix.raw("true"), timer), "lib.mkIf true { services.fstrim.enable = true; };"],
    ["definitions to merge", lib.mkMerge([timer]), "lib.mkMerge [ { services.fstrim.enable = true; } ];"],
    ["raw Nix", nix.raw("{ services.fstrim.enable = true; }"), "{ services.fstrim.enable = true; }"],
    ["what a function returns", () => lib.mkMerge([timer]), "lib.mkMerge [ { services.fstrim.enable = true; } ];"],
  ])("may be %s", (_, config, text) => {
    expect(written(config)).toContain(`config = ${text}`);
  });

  it("keeps an expression and its overrides", () => {
    expect(
      written(lib.mkMerge([timer]), (module) => {
        module.addOverride("boot.loader.timeout", 3);
      }),
    ).toMatchInlineSnapshot(`
     "{ lib, ... }:
     {
       config = lib.mkMerge [
         (lib.mkMerge [ { services.fstrim.enable = true; } ])
         { boot.loader.timeout = 3; }
       ];
     }
     "
    `);
  });

  it("is checked inside an expression", () => {
    expect(report(lib.mkMerge([{ services: { fstrim: { enabel: true } } }]))).toContain(
      "error[option-unknown]: dotfiles/lilith/module: the option services.fstrim.enabel does not exist",
    );
  });

  it.each([
    ["a function without a return value", () => undefined, "undefined"],
    ["null", () => null, "null"],
    ["a path", nix.path("./default.nix"), "a Nix expression"],
    ["text", () => "{ }", '"{ }"'],
    ["a list", () => [], "[]"],
  ])("may not be %s", (_, config, value) => {
    expect(report(config)).toContain(
      `error[property-type]: dotfiles/lilith/module: config must be an object of option values, or a function that returns one\n  value: ${value}`,
    );
  });
});

describe("a configuration in the form of a Nix module", () => {
  it.each([
    { disabledModules: ["services/x.nix"] },
    { _file: "x.nix", key: "x", _class: "nixos" },
    { imports: [{ services: { fstrim: { enable: true } } }] },
    { options: { mine: lib.mkOption({ default: 1 }) }, config: { mine: 2 } },
  ])("is not taken for unknown options: %j", (config) => {
    expect(report(config)).not.toContain("error");
  });

  it("is checked below `config`", () => {
    const config = { services: { fstrim: { enable: "yes" } }, environment: { systemPackages: ["git"] } };
    const text = report({ disabledModules: ["services/x.nix"], config });
    expect(text).toContain("error[option-type]: dotfiles/lilith/module: the option services.fstrim.enable");
    expect(text).toContain("error[text-not-package]: dotfiles/lilith/module: environment.systemPackages[0]");
  });
});
