import type { Construct } from "constructs";
import { nix, pkgs } from "../../nix";
import { Flake, FlakePackage, recordCopies } from "../core";

/** The parts of the program, in their order: functions first, then the one that runs. */
const parts = ["interface", "disks", "choose", "secrets", "check", "steps", "unattended", "main"];

/** Name of the package, and of its directory in the flake. */
export const programName = "offline-installer";

/**
 * The program that installs, as a package of the flake. It is the same for all installers; its data is in
 * `/etc/cdknix/installer.json` of the live system. All installers of a flake share one.
 */
export class InstallerProgram extends FlakePackage {
  /** The program of a flake, which is created if it has none. */
  static of(construct: Construct): void {
    const flake = Flake.of(construct);
    if (flake.node.tryFindChild(programName) === undefined) new InstallerProgram(flake);
  }

  private constructor(flake: Flake) {
    const files = parts.map((part) => `${part}.sh`);
    super(flake, programName, {
      expression: pkgs.writeShellApplication({
        name: programName,
        runtimeInputs: [
          pkgs.coreutils,
          pkgs.cryptsetup,
          pkgs.findutils,
          pkgs.gnugrep,
          pkgs.gnused,
          pkgs.jq,
          pkgs.systemd,
          pkgs["util-linux"],
        ],
        text: nix.raw(`lib.concatMapStrings builtins.readFile [\n${files.map((file) => `  ./${file}\n`).join("")}]`),
      }),
    });
    recordCopies(
      this,
      files.map((file) => ({
        where: `files[${JSON.stringify(file)}]`,
        wanted: {
          copies: "file",
          path: `lib/constructs/offline-installer/scripts/${file}`,
          options: {},
          caller: __filename,
          isShipped: true,
        },
        expects: "file",
        target: `packages/${programName}/${file}`,
      })),
    );
  }
}
