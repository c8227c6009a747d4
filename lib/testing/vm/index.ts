export { bootIso } from "./boot-iso";
export type { BootOptions, Firmware, Medium, SshAccount } from "./boot-options";
export { VirtualMachineError, type VirtualMachineErrorProps } from "./errors";
export { createSshKeyPair, type SshKeyPair } from "./ssh-key-pair";
export type { SshOptions, SshResult, VirtualMachine } from "./virtual-machine";
