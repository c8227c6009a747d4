import type { Issue } from "../../model";
import { Failure } from "../../platform/failure";
import { shellQuoted } from "../../platform/process/run-process";
import type { VirtualMachineError } from "../../platform/qemu/errors";
import type { SshResult } from "../../platform/qemu/virtual-machine";

/** `--no-build` was given, and there is no ISO. */
export function isoNotBuilt(host: string, isGone: boolean): Failure {
  return new Failure({
    kind: "usage",
    code: "iso-not-built",
    message: isGone ? `the ISO of ${host} that was built is gone` : `there is no ISO of ${host} yet`,
    reason: isGone ? "the garbage collector of Nix may have been there" : "with --no-build none is built",
    fix: `run synth ${shellQuoted(host)}, or leave out --no-build`,
  });
}

/** `--no-build` was given, and the tree has changed since its ISO was built. */
export function isoOutdated(host: string): Issue {
  return {
    severity: "warning",
    code: "iso-outdated",
    constructPath: host,
    message: "the ISO that was built last is of an earlier tree, or was built with other settings",
    reason: "with --no-build what changed since is not in it",
    fix: "leave out --no-build",
  };
}

/** An outdated ISO was to be booted, and warnings are forbidden. */
export function outdatedRejected(host: string): Failure {
  return new Failure({
    kind: "usage",
    code: "iso-outdated",
    message: "nothing is booted: 1 warning, which --strict forbids",
    issues: [isoOutdated(host)],
  });
}

/** An image for another processor than QEMU is asked to emulate. */
export function systemNotBooted(host: string, system: string): Failure {
  return new Failure({
    kind: "usage",
    code: "system-not-booted",
    message: `${host} is for ${system}, which synth vm does not boot`,
    reason: "the machine that it makes is an x86_64 one",
    fix: "flash the ISO, and boot the machine that it is for",
  });
}

/** A private key that ssh could use only with somebody typing. */
export function identityUnusable(identity: string, said: string): Failure {
  return new Failure({
    kind: "usage",
    code: "identity-unusable",
    message: `the key ${identity} cannot be used without asking`,
    output: said.trim(),
    fix: "give the file of a private key that has no passphrase, such as one that ssh-keygen -N '' makes",
  });
}

/** A command in the machine failed. */
export function commandFailed(host: string, command: string, result: SshResult, log: string): Failure {
  const said = [result.stdout, result.stderr].map((text) => text.trimEnd()).filter((text) => text !== "");
  return new Failure({
    kind: "boot",
    code: "vm-command-failed",
    message: `in ${host}, the command failed with exit code ${String(result.exitCode)}: ${command}`,
    output: said.length === 0 ? undefined : said.join("\n"),
    fix: `see what the machine said meanwhile in ${log}`,
  });
}

/** The medium was to be taken out of a machine that needs it. */
export function notCopiedToRam(host: string): Failure {
  return new Failure({
    kind: "boot",
    code: "not-copied-to-ram",
    message: `${host} did not copy itself to memory, so its medium cannot be taken out`,
    reason: "its kernel was not given the parameter copytoram",
    fix: "give it a BootConfig with copyToRam: true, or leave out --copy-to-ram",
  });
}

/** The machine copied itself to memory, and does not work without its medium all the same. */
export function mediumNeeded(host: string, said: string): Failure {
  return new Failure({
    kind: "boot",
    code: "medium-needed",
    message: `${host} does not work any more without its medium`,
    output: said.trim() === "" ? undefined : said.trim(),
    reason: "nothing could be run in it after the medium was taken out",
  });
}

/** What went wrong with a machine, as the command line tells it. */
export function machineFailure(error: VirtualMachineError, log: string): Failure {
  const { code, message, fix, output, serial, cause } = error.props;
  const last = serial === undefined ? [] : serial.trimEnd().split("\n").slice(-serialLines);
  const said = [output?.trim() ?? "", ...last].filter((line) => line !== "");
  const takesLong = ["no-ssh", "console-silent", "command-timeout"].includes(code);
  return new Failure({
    kind: kinds[code] ?? "boot",
    code: `vm-${code}`,
    message,
    output: said.length === 0 ? undefined : said.join("\n"),
    fix: takesLong ? `see what the machine said in ${log}, or give it more seconds by --timeout` : fix,
    cause,
  });
}

const kinds: Readonly<Record<string, "machine" | "usage" | undefined>> = {
  "program-missing": "machine",
  "firmware-missing": "machine",
  "iso-unreadable": "usage",
  "disk-size-differs": "usage",
  "disk-unusable": "usage",
};

/** Enough to see the last service that started or the panic, little enough to read. */
const serialLines = 20;

/** A file for a disk that is not asked for. */
export function diskWithoutSize(file: string): Failure {
  return new Failure({
    kind: "usage",
    code: "disk-without-size",
    message: `--disk-file ${file} is given without --disk`,
    reason: "the size of the disk is not known",
    fix: "give --disk 8G, or the size that the file has",
  });
}
