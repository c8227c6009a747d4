import {
  App,
  Flake,
  Host,
  HostClass,
  modulesPath,
  nix,
  NixosModule,
  Nixpkgs,
  type NixosConfig,
  type Release,
} from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import { program, type Program } from "../constructs/support";

/** NixOS's minimal installation CD, imported without IsoImage. */
export const installationCd = nix.str`${modulesPath}/installer/cd-dvd/installation-cd-minimal.nix`;

/** A program with the installer profile and a module for each configuration. */
export function lintProgram(configs: readonly NixosConfig[], release: Release = "24.05"): Program {
  const made = program(release);
  configs.forEach((config, index) => {
    new NixosModule(made.iso, index === 0 ? "m" : `m${String(index)}`, { imports: [installationCd], config });
  });
  return made;
}

/** The same program with a host that does not import the modules, so that no lint checks them. */
export function uncheckedProgram(config: NixosConfig, release: Release): App {
  const app = new App();
  const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release(release) });
  new NixosModule(new HostClass(flake, "iso"), "m", { imports: [installationCd], config });
  new Host(flake, "lilith", { system: "x86_64-linux" });
  return app;
}

/** The issues of the configurations, without source lines and the warning about the missing image. */
export function lintReport(configs: readonly NixosConfig[], release?: Release): string {
  const { report } = FlakeAssertions.fromApp(lintProgram(configs, release).app);
  const texts = report.split("\n\n").filter((text) => !text.includes("no-image"));
  return texts.join("\n\n").replace(/\n {2}at: .*/g, "");
}
