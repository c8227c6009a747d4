/**
 * For tests of programs: what an app would write, and what its image does when it boots.
 *
 * @packageDocumentation
 */
export { Template, type TemplateOptions } from "./template";
export {
  bootIso,
  createSshKeyPair,
  VirtualMachineError,
  type BootOptions,
  type Firmware,
  type Medium,
  type SshAccount,
  type SshKeyPair,
  type SshOptions,
  type SshResult,
  type VirtualMachine,
  type VirtualMachineErrorProps,
} from "../effects/vm";
