import { newestStableRelease, type Issue } from "../../model";
import type { UnknownScope } from "../../options";
import { Failure } from "../../platform/failure";

/** A file cannot be read as a dump of options. */
export function dumpUnreadable(file: string, reason: string): Failure {
  return new Failure({
    kind: "usage",
    code: "dump-unreadable",
    message: `${file} is not a dump of options`,
    reason,
    fix: "pass the options.json of a NixOS manual, optionally gzipped, or omit --from",
  });
}

/** The imported options cannot be written, because something else is in the way. */
export function importsNotWritten(file: string, reason: string): Failure {
  return new Failure({
    kind: "usage",
    code: "imports-not-written",
    message: `${file} cannot be written`,
    reason,
    fix: "move or remove the existing file or directory",
  });
}

/** Without a host there are no options to import. */
export function noHosts(): Failure {
  return new Failure({
    kind: "program",
    code: "no-hosts",
    message: "the program has no hosts",
    reason: "options are declared by the modules of its hosts",
    fix: "add a Host, or import a saved dump with --from",
  });
}

/** No option is in some of the scopes. */
export function scopesUnknown(unknown: readonly UnknownScope[]): Failure {
  const names = unknown.map(({ scope }) => scope).join(", ");
  const meant = unknown.flatMap(({ meant: name }) => (name === undefined ? [] : [name]));
  return new Failure({
    kind: "usage",
    code: "scope-unknown",
    message: `no options named ${names}`,
    ...(meant.length === 0 ? { fix: "omit the names to import all" } : { fix: `did you mean ${meant.join(", ")}?` }),
  });
}

/** A dump does not specify its NixOS release. */
export function dumpReleaseUnknown(file: string): Failure {
  return new Failure({
    kind: "usage",
    code: "dump-release-unknown",
    message: `${file} does not specify its NixOS release`,
    reason: "definitions are checked only against options of the same release",
    fix: `pass the release, such as --release ${newestStableRelease}`,
  });
}

/** A release that cdknix does not know. */
export function releaseUnknown(release: string, known: readonly string[]): Failure {
  return new Failure({
    kind: "usage",
    code: "unknown-release",
    message: `unknown NixOS release ${release}`,
    fix: `pass one of ${known.join(", ")} as --release`,
  });
}

/** The project's tsconfig.json does not include the generated types. */
export function importsNotCompiled(): Issue {
  return {
    severity: "warning",
    code: "imports-not-compiled",
    constructPath: "",
    message: "tsconfig.json does not include the imported types, so editors and tsc ignore them",
    fix: 'add "imports" to its "include"',
  };
}
