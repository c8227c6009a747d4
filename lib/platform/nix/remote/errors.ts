import { Failure } from "../../failure";

/** A remote builder is not in the syntax of nix.conf. */
export function machineMalformed(setting: string, message: string, reason: string, fix: string): Failure {
  return new Failure({ kind: "usage", code: "builder-malformed", message: `${setting}: ${message}`, reason, fix });
}

/** A builders file cannot be read. Nix itself would silently ignore it and build locally. */
export function machineFileUnreadable(setting: string, file: string, reason: string): Failure {
  return new Failure({
    kind: "usage",
    code: "builders-unreadable",
    message: `${setting}: cannot read the builders file ${file}`,
    reason,
    fix: "write one builder per line into it, or pass the builders themselves, separated by ;",
  });
}

/** A store address with an unknown scheme, or one that does not fit its use. */
export function storeAddressWrong(setting: string, message: string, reason: string, fix: string): Failure {
  return new Failure({ kind: "usage", code: "store-address", message: `${setting}: ${message}`, reason, fix });
}

/** Builders disconnected, and no other builder can build the rest. */
export function buildersLost(machines: readonly string[], last: Failure): Failure {
  return new Failure({
    kind: "machine",
    code: "builder-lost",
    message: `${last.message}: lost the connection to ${machines.join(" and ")}`,
    output: last.output,
    reason: last.reason ?? "the connection broke during the build, for example because a machine was turned off",
    fix: "check the builders with `synth doctor` and run this again: finished builds are kept",
    details: last.details,
    cause: last,
  });
}
