import type { UnknownScope } from "../../options";
import { Failure } from "../../platform/failure";

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

/** There are no options to ask for without a host. */
export function noHosts(): Failure {
  return new Failure({
    kind: "program",
    code: "no-hosts",
    message: "the program has no hosts",
    reason: "the options are those that the modules of its hosts declare",
    fix: "make a Host, or import a saved dump with --from",
  });
}

/** Scopes were named that no option is in. */
export function scopesUnknown(unknown: readonly UnknownScope[]): Failure {
  const names = unknown.map(({ scope }) => scope).join(", ");
  const meant = unknown.flatMap(({ meant: name }) => (name === undefined ? [] : [name]));
  return new Failure({
    kind: "usage",
    code: "scope-unknown",
    message: `there are no options ${names}`,
    ...(meant.length === 0 ? { fix: "name none to import all" } : { fix: `did you mean ${meant.join(", ")}?` }),
  });
}

/** A dump does not say which release it is of. */
export function dumpReleaseUnknown(file: string): Failure {
  return new Failure({
    kind: "usage",
    code: "dump-release-unknown",
    message: `${file} does not tell the NixOS release that it is of`,
    reason: "definitions are checked against options of their own release only",
    fix: "name the release, such as --release 25.05",
  });
}

/** A release that cdknix does not know. */
export function releaseUnknown(release: string, known: readonly string[]): Failure {
  return new Failure({
    kind: "usage",
    code: "unknown-release",
    message: `the NixOS release ${release} is not known`,
    fix: `give one of ${known.join(", ")} as --release`,
  });
}
