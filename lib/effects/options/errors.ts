import { Failure } from "../failure";

/** A dump of options cannot be read, or is none. */
export function dumpUnreadable(file: string, reason: string): Failure {
  return new Failure({
    kind: "usage",
    code: "dump-unreadable",
    message: `${file} is not a dump of options`,
    reason,
    fix: "give options.json of a NixOS manual, compressed by gzip or not, or leave --from out",
  });
}

/** The place for the imported options is taken by something else. */
export function importsNotWritten(file: string, reason: string): Failure {
  return new Failure({
    kind: "usage",
    code: "imports-not-written",
    message: `${file} cannot be written`,
    reason,
    fix: "move away what is in its place",
  });
}
