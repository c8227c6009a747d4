import { chmodSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { runProcess } from "../../process/run-process";
import { commandTimedOut } from "../errors";
import { findProgram } from "../process/find-program";
import type { SshOptions, SshResult } from "../virtual-machine";

/** Time limit for a command in seconds. */
const defaultTimeout = 120;
/** How to reach a machine, and where to put temporary files. */
export interface SshTarget {
  readonly port: number;
  /** Directory for files that are removed with the machine. */
  readonly directory: string;
  /** Output of the serial port, for errors. */
  readonly serial: () => string;
}

/** Runs one command over ssh, without the user's configuration, agent, and known hosts. */
export async function sshCommand(target: SshTarget, command: string, options: SshOptions): Promise<SshResult> {
  const seconds = options.timeout ?? defaultTimeout;
  const ssh = findProgram("ssh", "openssh");
  const { argv, env } = login(target, options);
  const result = await runProcess({
    // ssh has timeouts for the connection but not for the command.
    argv: ["timeout", "--kill-after=5", String(seconds), ssh, ...common, "-p", String(target.port), ...argv, command],
    cwd: target.directory,
    env,
  });
  // The command itself could return the exit code of `timeout`.
  if (result.exitCode === undefined || result.seconds >= seconds) {
    throw commandTimedOut(command, seconds, target.serial());
  }
  return { exitCode: result.exitCode, stdout: result.stdout, stderr: result.stderr };
}

const common = [
  ...["-F", "/dev/null"],
  ...[
    // A live system generates its host key at every boot.
    "StrictHostKeyChecking=no",
    "UserKnownHostsFile=/dev/null",
    "GlobalKnownHostsFile=/dev/null",
    "LogLevel=ERROR",
    "IdentitiesOnly=yes",
    "IdentityAgent=none",
    "ConnectTimeout=20",
    "ServerAliveInterval=15",
    "ServerAliveCountMax=4",
  ].flatMap((option) => ["-o", option]),
];

function login(
  target: SshTarget,
  options: SshOptions,
): { argv: readonly string[]; env: Readonly<Record<string, string>> } {
  const destination = `${options.user ?? "root"}@127.0.0.1`;
  if (options.identity !== undefined || options.password === undefined) {
    const identity = options.identity === undefined ? [] : ["-i", path.resolve(options.identity)];
    return { argv: ["-o", "BatchMode=yes", ...identity, destination], env: {} };
  }
  const methods = ["PubkeyAuthentication=no", "PreferredAuthentications=password,keyboard-interactive"];
  return {
    argv: [...[...methods, "NumberOfPasswordPrompts=1"].flatMap((option) => ["-o", option]), destination],
    env: { SSH_ASKPASS: askpass(target.directory), SSH_ASKPASS_REQUIRE: "force", CDKNIX_PASSWORD: options.password },
  };
}

/** Creates a program that answers ssh's password prompt. */
function askpass(directory: string): string {
  const file = path.join(directory, "askpass");
  writeFileSync(file, '#!/bin/sh\nprintf "%s\\n" "$CDKNIX_PASSWORD"\n');
  chmodSync(file, 0o700);
  return file;
}
