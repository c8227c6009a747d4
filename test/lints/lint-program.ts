import {
  App,
  Flake,
  Host,
  HostClass,
  modulesPath,
  nix,
  NixosModule,
  Nixpkgs,
  type InstallerProfile,
  type NixosConfig,
  type NixValue,
  type Release,
} from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import { program, type Program } from "../constructs/support";

/** An installation CD of NixOS, imported without IsoImage. */
const installationCdOf = (profile: InstallerProfile): NixValue =>
  nix.str`${modulesPath}/installer/cd-dvd/installation-cd-${profile}.nix`;

/** NixOS's minimal installation CD. */
export const installationCd = installationCdOf("minimal");

/** A program with the installer profile and a module for each configuration. */
export function lintProgram(
  configs: readonly NixosConfig[],
  release: Release = "24.05",
  profile: InstallerProfile = "minimal",
): Program {
  const made = program(release);
  configs.forEach((config, index) => {
    const imports = [installationCdOf(profile)];
    new NixosModule(made.iso, index === 0 ? "m" : `m${String(index)}`, { imports, config });
  });
  return made;
}

/** The same program with a host that does not import the modules, so that no lint checks them. */
export function uncheckedProgram(config: NixosConfig, release: Release, profile: InstallerProfile = "minimal"): App {
  const app = new App();
  const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release(release) });
  new NixosModule(new HostClass(flake, "iso"), "m", { imports: [installationCdOf(profile)], config });
  new Host(flake, "lilith", { system: "x86_64-linux" });
  return app;
}

/** The issues of the configurations, without source lines and the warning about the missing image. */
export function lintReport(configs: readonly NixosConfig[], release?: Release, profile?: InstallerProfile): string {
  const { report } = FlakeAssertions.fromApp(lintProgram(configs, release, profile).app);
  const texts = report.split("\n\n").filter((text) => !text.includes("no-image"));
  return texts.join("\n\n").replace(/\n {2}at: .*/g, "");
}
