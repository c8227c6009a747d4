import { findOnPath } from "../../process/find-on-path";
import { programMissing } from "../errors";

/**
 * Absolute path of a program on `PATH`.
 * @throws {@link VirtualMachineError} with the Debian package if there is none
 */
export function findProgram(name: string, debianPackage: string): string {
  const file = findOnPath(name);
  if (file === undefined) throw programMissing(name, debianPackage);
  return file;
}
