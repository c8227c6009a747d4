import type { Issue } from "../../model";
import { Failure } from "../../platform/failure";
import { shellQuoted } from "../../platform/process/run-process";
import type { VirtualMachineError } from "../../platform/qemu/errors";
import type { SshResult } from "../../platform/qemu/virtual-machine";

/** A glob was passed instead of a host. */
export function hostNotNamed(glob: string): Failure {
  return new Failure({
    kind: "usage",
    code: "host-not-named",
    message: `${JSON.stringify(glob)} is a glob, but synth vm boots one host`,
    fix: "pass the name of one host; synth list prints the names",
  });
}

/** `--no-build` is set, and there is no ISO. */
export function isoNotBuilt(host: string, isGone: boolean): Failure {
  return new Failure({
    kind: "usage",
    code: "iso-not-built",
    message: isGone ? `the ISO of ${host} no longer exists` : `the ISO of ${host} is not built yet`,
    reason: isGone ? "nix-collect-garbage may have deleted it" : "--no-build does not build it",
    fix: `run \`synth ${shellQuoted(host)}\`, or omit --no-build`,
  });
}

/** `--no-build` is set, and the flake has changed since the ISO was built. */
export function isoOutdated(host: string): Issue {
  return {
    severity: "warning",
    code: "iso-outdated",
    constructPath: host,
    message: "the latest ISO is out of date",
    reason: "the flake or the build settings have changed since it was built",
    fix: "omit --no-build to rebuild it",
  };
}

/** The ISO is out of date, and `--strict` is set. */
export function outdatedRejected(host: string): Failure {
  return new Failure({
    kind: "usage",
    code: "iso-outdated",
    message: "not booted: 1 warning, and --strict is set",
    issues: [isoOutdated(host)],
  });
}

/** The image is for a processor that `synth vm` does not emulate. */
export function systemNotBooted(host: string, system: string): Failure {
  return new Failure({
    kind: "usage",
    code: "system-not-booted",
    message: `synth vm cannot boot ${host}, which is for ${system}`,
    reason: "synth vm emulates only x86_64 machines",
    fix: `flash the ISO, and boot it on an ${system} machine`,
  });
}

/** A private key that ssh cannot use without a passphrase. */
export function identityUnusable(identity: string, output: string): Failure {
  return new Failure({
    kind: "usage",
    code: "identity-unusable",
    message: `the private key ${identity} cannot be used without a prompt`,
    output: output.trim(),
    fix: "pass a private key without a passphrase, such as one created with ssh-keygen -N ''",
  });
}

/** A command failed in the machine. */
export function commandFailed(host: string, command: string, result: SshResult, log: string): Failure {
  const output = [result.stdout, result.stderr].map((text) => text.trimEnd()).filter((text) => text !== "");
  return new Failure({
    kind: "boot",
    code: "vm-command-failed",
    message: `command failed in ${host} with exit code ${String(result.exitCode)}: ${command}`,
    output: output.length === 0 ? undefined : output.join("\n"),
    fix: `see the console log ${log}`,
  });
}

/** `--copy-to-ram` is set, but the machine still needs its medium. */
export function notCopiedToRam(host: string): Failure {
  return new Failure({
    kind: "boot",
    code: "not-copied-to-ram",
    message: `${host} did not copy itself to memory, so its medium cannot be removed`,
    reason: "its kernel was not started with the parameter copytoram",
    fix: "add a BootConfig with copyToRam: true, or omit --copy-to-ram",
  });
}

/** The machine copied itself to memory, but does not work without its medium. */
export function mediumNeeded(host: string, output: string): Failure {
  return new Failure({
    kind: "boot",
    code: "medium-needed",
    message: `${host} does not work without its medium`,
    output: output.trim() === "" ? undefined : output.trim(),
    reason: "commands fail after the medium is removed",
  });
}

/** Converts an error of a virtual machine for the command line. */
export function machineFailure(error: VirtualMachineError, log: string): Failure {
  const { code, message, fix, output, serial, cause } = error.props;
  const last = serial === undefined ? [] : serial.trimEnd().split("\n").slice(-serialLines);
  const lines = [output?.trim() ?? "", ...last].filter((line) => line !== "");
  const takesLong = ["no-ssh", "console-silent", "command-timeout", "installation-silent"].includes(code);
  return new Failure({
    kind: kinds[code] ?? "boot",
    code: `vm-${code}`,
    message,
    output: lines.length === 0 ? undefined : lines.join("\n"),
    fix: takesLong ? `see the console log ${log}, or increase --timeout` : fix,
    cause,
  });
}

const kinds: Readonly<Record<string, "machine" | "usage" | undefined>> = {
  "program-missing": "machine",
  "firmware-missing": "machine",
  "iso-unreadable": "usage",
  "disk-serial-invalid": "usage",
  "disk-size-differs": "usage",
  "disk-unusable": "usage",
};

/** Enough to show the last started service or a kernel panic, and short enough to read. */
const serialLines = 20;

/** There are more serial numbers or files of disks than disks. */
export function diskWithoutSize(option: string, value: string, disks: number): Failure {
  return new Failure({
    kind: "usage",
    code: "disk-without-size",
    message: `${option} ${value} requires ${disks === 0 ? "--disk" : "another --disk"}`,
    reason: "the size of the disk is unknown",
    fix: "pass --disk 8G, or the size of the existing file",
  });
}

/** `--install` is set without `--disk`. */
export function installWithoutDisk(): Failure {
  return new Failure({
    kind: "usage",
    code: "install-without-disk",
    message: "--install requires a disk to install to",
    fix: "pass --disk 8G, with the --disk-serial that the target selects its disk by",
  });
}

/** Options of an installation that do not fit together. */
export function installOptionsConflict(option: string, problem: string): Failure {
  return new Failure({
    kind: "usage",
    code: "install-options",
    message: `${option} ${problem}`,
    reason:
      option === "--copy-to-ram"
        ? "the installed system boots without the medium"
        : "only installed systems have encrypted disks",
    fix: option === "--copy-to-ram" ? "omit one of them" : `pass --install, or omit ${option}`,
  });
}

/** The image has no installer. */
export function noInstaller(host: string): Failure {
  return new Failure({
    kind: "usage",
    code: "no-installer",
    message: `${host} has no OfflineInstaller, so nothing can be installed from it`,
    fix: `add one: new OfflineInstaller(${host}, "installer", { targets: […] }), or omit --install`,
  });
}

/** The installer waits for a person, who is not there in a test. */
export function installerNotUnattended(host: string): Failure {
  return new Failure({
    kind: "usage",
    code: "installer-attended",
    message: `${host} does not install by itself, but a test cannot answer its questions`,
    reason: "the mode of its OfflineInstaller is attended",
    fix: "use InstallMode.unattended(), or omit --test and --run, and run install-HOST on the console",
  });
}

/** The file with the passphrase of the disks cannot be read. */
export function passphraseUnreadable(file: string, cause: Error): Failure {
  return new Failure({
    kind: "usage",
    code: "disk-passphrase-unreadable",
    message: `cannot read the passphrase in ${file}`,
    output: cause.message,
    fix: "pass a file that contains the passphrase in one line",
    cause,
  });
}
