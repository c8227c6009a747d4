import type { Requirement } from "../../install-command";
import { findOnPath } from "../../process/find-on-path";
import { programMissing } from "../errors";

/**
 * Absolute path of a program on `PATH`.
 * @throws {@link VirtualMachineError} with the command that installs it if there is none
 */
export function findProgram(name: string, requirement: Requirement): string {
  const file = findOnPath(name);
  if (file === undefined) throw programMissing(name, requirement);
  return file;
}
