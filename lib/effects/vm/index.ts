export { bootIso } from "./boot-iso";
export type { Acceleration, BootOptions, Firmware, Medium, ScratchDisk, SshAccount } from "./boot-options";
export { VirtualMachineError, type VirtualMachineErrorProps } from "./errors";
export { createSshKeyPair, type SshKeyPair } from "./ssh-key-pair";
export type { MachineConsole, SshOptions, SshResult, VirtualMachine } from "./virtual-machine";
export { loginPrompt, runOnConsole } from "./console-command";
export { findIdentity, requireIdentity } from "./find-identity";
export { waitForSsh } from "./wait-for-ssh";
