/**
 * Tests for programs: assertions about the generated flakes, evaluation with NixOS, and booting images.
 *
 * @packageDocumentation
 */
export {
  FlakeAssertions,
  type FlakeAssertionsOptions,
  type HostAssertions,
  type ProgramDefinition,
} from "./assertions";
export { buildIso, type BuildOptions, type BuiltIso } from "./build-iso";
export { ExpectationError } from "./errors";
export { evaluated, type EvaluatedHost, type EvaluatedValue, type EvaluationOptions } from "./evaluated";
export {
  installIso,
  runInstaller,
  type InstalledMachine,
  type InstallerOptions,
  type InstallerRun,
  type InstallOptions,
  type PowerCut,
} from "./installation";
export type { InstallationOutcome } from "../model";
export { Capture, Match, Matcher, type MatchResult, type Mismatch } from "./match";
export type { Autologin, PasswordKind } from "../logins/login-facts";
export type { LoginDemand, LoginService } from "../logins/login-services";
export type { LoginMethod, SshLogin } from "../logins/sshd-logins";
export type { Logins, OpenLogin, SshServer } from "../logins/who-can-log-in";
export { NixText, type OptionData } from "./option-data";
export { bootDisk } from "../platform/qemu/boot-disk";
export { bootIso } from "../platform/qemu/boot-iso";
export { createSshKeyPair, type SshKeyPair } from "../platform/qemu/ssh/ssh-key-pair";
export { VirtualMachineError, type VirtualMachineErrorProps } from "../platform/qemu/errors";
export {
  type Acceleration,
  type BootOptions,
  type DiskBootOptions,
  type Firmware,
  type MachineOptions,
  type Medium,
  type SshAccount,
  type VirtualDisk,
} from "../platform/qemu/boot-options";
export {
  type MachineConsole,
  type SshOptions,
  type SshResult,
  type VirtualMachine,
} from "../platform/qemu/virtual-machine";
