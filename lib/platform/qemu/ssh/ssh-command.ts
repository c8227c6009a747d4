import { chmodSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { runProcess } from "../../process/run-process";
import { commandTimedOut } from "../errors";
import { findProgram } from "../process/find-program";
import type { SshOptions, SshResult } from "../virtual-machine";

/** Seconds until a command is given up. */
const defaultTimeout = 120;
/** Where a machine is reached, and where its helper files may lie. */
export interface SshTarget {
  readonly port: number;
  /** Directory for files that live as long as the machine. */
  readonly directory: string;
  /** Text of the serial port, for errors. */
  readonly serial: () => string;
}

/** Runs one command by ssh, with nothing of the user's own configuration, agent, or known hosts. */
export async function sshCommand(target: SshTarget, command: string, options: SshOptions): Promise<SshResult> {
  const seconds = options.timeout ?? defaultTimeout;
  const ssh = findProgram("ssh", "openssh-client");
  const { argv, env } = login(target, options);
  const result = await runProcess({
    // ssh has time limits for the connection, none for the command.
    argv: ["timeout", "--kill-after=5", String(seconds), ssh, ...common, "-p", String(target.port), ...argv, command],
    cwd: target.directory,
    env,
  });
  // The exit code of `timeout` could be one of the command's own.
  if (result.exitCode === undefined || result.seconds >= seconds) {
    throw commandTimedOut(command, seconds, target.serial());
  }
  return { exitCode: result.exitCode, stdout: result.stdout, stderr: result.stderr };
}

const common = [
  ...["-F", "/dev/null"],
  ...[
    // The host key of a live system is made at every boot.
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

/** A program that answers ssh's question for the password. */
function askpass(directory: string): string {
  const file = path.join(directory, "askpass");
  writeFileSync(file, '#!/bin/sh\nprintf "%s\\n" "$CDKNIX_PASSWORD"\n');
  chmodSync(file, 0o700);
  return file;
}
