import { Failure } from "../../failure";

/** A machine to build on is not told in the form that Nix takes. */
export function machineMalformed(setting: string, message: string, reason: string, fix: string): Failure {
  return new Failure({ kind: "usage", code: "builder-malformed", message: `${setting}: ${message}`, reason, fix });
}

/** A file of machines that cannot be read; Nix itself would go on without a word, and build here. */
export function machineFileUnreadable(setting: string, file: string, reason: string): Failure {
  return new Failure({
    kind: "usage",
    code: "builders-unreadable",
    message: `${setting}: the file of machines ${file} cannot be read`,
    reason,
    fix: "write a machine a line into it, or name the machines themselves, separated by ;",
  });
}

/** The address of a store that Nix does not know, or that is of no use for what it is given for. */
export function storeAddressWrong(setting: string, message: string, reason: string, fix: string): Failure {
  return new Failure({ kind: "usage", code: "store-address", message: `${setting}: ${message}`, reason, fix });
}

/** What was being built on machines was lost with them, and nothing that is left can build it. */
export function buildersLost(machines: readonly string[], last: Failure): Failure {
  return new Failure({
    kind: "machine",
    code: "builder-lost",
    message: `${last.message}: ${machines.join(" and ")} went away while building`,
    output: last.output,
    reason: last.reason ?? "the connection broke before the build ended, as when a machine is turned off",
    fix: "see synth doctor, and run this again: what was built so far is not built again",
    details: last.details,
    cause: last,
  });
}
