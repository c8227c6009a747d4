import type { ErrorArea } from "./error-entry";
import { argumentErrors } from "./argument-errors";
import { callErrors } from "./call-errors";
import { commandLineErrors } from "./command-line-errors";
import { assetErrors } from "./asset-errors";
import { bootLoaderErrors } from "./boot-loader-errors";
import { constructErrors } from "./construct-errors";
import { deviceErrors } from "./device-errors";
import { diskErrors } from "./disk-errors";
import { flashErrors } from "./flash-errors";
import { foundSecretErrors } from "./found-secret-errors";
import { initErrors } from "./init-errors";
import { installerErrors } from "./installer-errors";
import { layoutErrors } from "./layout-errors";
import { liveSystemErrors } from "./live-system-errors";
import { machineErrors } from "./machine-errors";
import { nixToolErrors } from "./nix-tool-errors";
import { nixErrors } from "./nix-errors";
import { propertyErrors } from "./property-errors";
import { runErrors } from "./run-errors";
import { secretErrors } from "./secret-errors";
import { structureErrors } from "./structure-errors";
import { virtualMachineErrors } from "./virtual-machine-errors";
import { vmCommandErrors } from "./vm-command-errors";

/** All errors by what causes them, in the order of the index. Codes of lints have their pages in docs/lints. */
export const errorAreas: readonly ErrorArea[] = [
  area(
    "Program",
    "Mistakes in the program, found before Nix runs.",
    structureErrors,
    constructErrors,
    liveSystemErrors,
    propertyErrors,
    callErrors,
    assetErrors,
    foundSecretErrors,
    runErrors,
  ),
  area("Disks", "The disks and the boot loader of a machine to install.", diskErrors, layoutErrors, bootLoaderErrors),
  area("Installers", "Images that install other hosts.", installerErrors),
  area("Command line", "Arguments, cdk.json, and files of the project.", argumentErrors, commandLineErrors, initErrors),
  area("Nix", "Evaluating the flake and building the ISO.", nixErrors),
  area("Machine", "Nix, disks, permissions, and networks of the machine that builds.", nixToolErrors, machineErrors),
  area("Devices", "Writing an ISO to a device with `synth flash`.", flashErrors, deviceErrors),
  area("Secrets", "Secrets in a program, and writing them to a medium.", secretErrors),
  area("Virtual machines", "Booting an ISO with `synth vm` or in a test.", vmCommandErrors, virtualMachineErrors),
];

function area(title: string, about: string, ...entries: readonly ErrorArea["entries"][]): ErrorArea {
  return { title, about, entries: entries.flat().sort((a, b) => (a.code < b.code ? -1 : 1)) };
}
