/**
 * For tests of programs: what an app would write, what NixOS makes of it, and what its image does when it boots.
 *
 * @packageDocumentation
 */
export {
  FlakeAssertions,
  type FlakeAssertionsOptions,
  type HostAssertions,
  type ProgramDefinition,
} from "./assertions";
export { ExpectationError } from "./errors";
export { evaluated, type EvaluatedHost, type EvaluatedValue, type EvaluationOptions } from "./evaluated";
export { Capture, Match, Matcher, type MatchResult, type Mismatch } from "./match";
export { NixText, type OptionData } from "./option-data";
export {
  bootIso,
  createSshKeyPair,
  VirtualMachineError,
  type Acceleration,
  type BootOptions,
  type Firmware,
  type MachineConsole,
  type Medium,
  type ScratchDisk,
  type SshAccount,
  type SshKeyPair,
  type SshOptions,
  type SshResult,
  type VirtualMachine,
  type VirtualMachineErrorProps,
} from "../effects/vm";
