import { constants, copyFileSync, existsSync } from "node:fs";
import * as path from "node:path";
import { firmwareMissing } from "../errors";

/** UEFI firmware: its code, and its variables, which the machine writes to. */
export interface UefiFirmware {
  readonly code: string;
  readonly variables: string;
}

/** Paths of OVMF without Secure Boot: Debian and Ubuntu, older Debian, Fedora, Arch. */
const places: readonly UefiFirmware[] = [
  { code: "/usr/share/OVMF/OVMF_CODE_4M.fd", variables: "/usr/share/OVMF/OVMF_VARS_4M.fd" },
  { code: "/usr/share/OVMF/OVMF_CODE.fd", variables: "/usr/share/OVMF/OVMF_VARS.fd" },
  { code: "/usr/share/edk2/ovmf/OVMF_CODE.fd", variables: "/usr/share/edk2/ovmf/OVMF_VARS.fd" },
  { code: "/usr/share/edk2/x64/OVMF_CODE.4m.fd", variables: "/usr/share/edk2/x64/OVMF_VARS.4m.fd" },
];

/** Returns the installed UEFI firmware. */
export function findUefiFirmware(): UefiFirmware {
  const found = places.find(({ code, variables }) => existsSync(code) && existsSync(variables));
  if (found === undefined) throw firmwareMissing(places.map(({ code }) => code));
  return found;
}

/**
 * Gives a machine its own copy of the firmware's variables.
 * @param directory directory of the machine, removed with it
 * @param file file that keeps them; undefined for a file in `directory`
 */
export function keepVariablesSync(firmware: UefiFirmware, directory: string, file: string | undefined): UefiFirmware {
  const variables = file === undefined ? path.join(directory, "variables") : path.resolve(file);
  if (!existsSync(variables)) copyFileSync(firmware.variables, variables, constants.COPYFILE_EXCL);
  return { code: firmware.code, variables };
}
