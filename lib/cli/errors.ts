import { Failure } from "../platform/failure";

/** A command runs on Windows itself. */
export function windowsUnsupported(): Failure {
  return new Failure({
    kind: "machine",
    code: "windows-unsupported",
    message: "cdknix does not run on Windows itself, only in WSL",
    reason: "Nix, which builds the ISO, runs on Linux and macOS",
    fix: "run `wsl --install` in PowerShell, and install Node and the project inside WSL",
  });
}

/** How a command is used. */
export interface Usage {
  /** Such as `synth explain [options] <host> <option>`. */
  readonly line: string;
  /** The command that prints its help. */
  readonly help: string;
}

function usageError(
  code: string,
  message: string,
  usage: Usage,
  more: { reason?: string; fix?: string } = {},
): Failure {
  return new Failure({
    kind: "usage",
    code,
    message,
    reason: [more.reason, `usage: ${usage.line}`].filter(Boolean).join("; "),
    fix: more.fix ?? `run \`${usage.help}\``,
  });
}

/** The command has no option with this name. */
export function flagUnknown(flag: string, suggestion: string | undefined, usage: Usage): Failure {
  return usageError(
    "flag-unknown",
    `unknown option ${flag}`,
    usage,
    suggestion === undefined ? {} : { fix: suggestion },
  );
}

/** An option needs a value. */
export function flagValueMissing(flags: string, usage: Usage): Failure {
  const [, flag = flags, value = ""] = /(--[\w-]+)(?: <([^>]*)>)?/.exec(flags) ?? [];
  const form = value === "" ? flag : `${flag} ${value.toUpperCase()}`;
  return usageError("flag-value-missing", `option ${flag} needs a value`, usage, { fix: `write \`${form}\`` });
}

/** An option that takes no value has one. */
export function flagValueUnexpected(flag: string, value: string, usage: Usage): Failure {
  const message = `option ${flag} takes no value: ${JSON.stringify(value)}`;
  return usageError("flag-value-invalid", message, usage, { fix: `write \`${flag}\`` });
}

/** Details about an invalid value. */
interface InvalidValue {
  /** The expected form. */
  readonly reason: string;
  /** The nearest valid value. */
  readonly near: string | undefined;
  readonly usage: Usage;
}

/** An option has an invalid value. */
export function flagInvalid(flag: string, value: string, { reason, near, usage }: InvalidValue): Failure {
  return usageError("flag-value-invalid", `invalid value for ${flag}: ${JSON.stringify(value)}`, usage, {
    reason,
    ...(near === undefined ? {} : { fix: `did you mean ${flag} ${near}?` }),
  });
}

/** Two options exclude each other. */
export function flagsConflict(flag: string, other: string, usage: Usage): Failure {
  const message = `${flag} cannot be used with ${other}`;
  return usageError("flags-conflict", message, usage, { fix: `remove ${flag} or ${other}` });
}

/** A required argument is missing. */
export function argumentMissing(name: string, description: string | undefined, usage: Usage): Failure {
  const isDescribed = description !== undefined && description !== "" && description !== `the ${name}`;
  return usageError("argument-missing", `missing argument <${name}>${isDescribed ? `: ${description}` : ""}`, usage);
}

/** An argument has an invalid value. */
export function argumentInvalid(name: string, value: string, { reason, near, usage }: InvalidValue): Failure {
  return usageError("argument-invalid", `invalid value for <${name}>: ${JSON.stringify(value)}`, usage, {
    reason,
    ...(near === undefined ? {} : { fix: `did you mean ${near}?` }),
  });
}

/** There are more arguments than the command takes. */
export function argumentsExcess(excess: readonly string[], usage: Usage): Failure {
  const [first = "", ...rest] = excess.map((word) => JSON.stringify(word));
  const words = [first, ...rest].join(", ");
  return usageError("arguments-excess", `unexpected argument${rest.length === 0 ? "" : "s"}: ${words}`, usage, {
    fix: `remove ${rest.length === 0 ? "it" : "them"}, or run \`${usage.help}\``,
  });
}
