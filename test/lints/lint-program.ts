import { modulesPath, nix, NixosModule, type NixosConfig, type Release } from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import { program, type Program } from "../constructs/support";

/** NixOS's minimal installation CD, as a program without IsoImage imports it. */
export const installationCd = nix.str`${modulesPath}/installer/cd-dvd/installation-cd-minimal.nix`;

/** A program of the installer profile and one module for each of the configurations. */
export function lintProgram(configs: readonly NixosConfig[], release: Release = "24.05"): Program {
  const made = program(release);
  configs.forEach((config, index) => {
    new NixosModule(made.iso, index === 0 ? "m" : `m${String(index)}`, { imports: [installationCd], config });
  });
  return made;
}

/** What is reported about the configurations, without the lines of the program and the warning that there is no image. */
export function lintReport(configs: readonly NixosConfig[], release?: Release): string {
  const { report } = FlakeAssertions.fromApp(lintProgram(configs, release).app);
  const texts = report.split("\n\n").filter((text) => !text.includes("no-image"));
  return texts.join("\n\n").replace(/\n {2}at: .*/g, "");
}
