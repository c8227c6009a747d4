import { readFileSync } from "node:fs";
import * as path from "node:path";
import { runProcess } from "../../process/run-process";
import { noKeyPair } from "../errors";
import { findProgram } from "../process/find-program";

/**
 * A key pair for ssh.
 * @beta
 */
export interface SshKeyPair {
  /** File of the private key, to pass as `identity`. */
  readonly identity: string;
  /** The public key as a line of authorized_keys. */
  readonly publicKey: string;
}

/**
 * Generates an ed25519 key without a passphrase, for a test image.
 * @param directory existing directory for the two files
 * @param name file name of the private key, and comment of the public key. Default: `id_ed25519`
 * @beta
 */
export async function createSshKeyPair(directory: string, name = "id_ed25519"): Promise<SshKeyPair> {
  const identity = path.join(directory, name);
  const result = await runProcess({
    argv: [findProgram("ssh-keygen", "openssh"), "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", identity],
    cwd: directory,
  });
  if (result.exitCode !== 0) {
    throw noKeyPair(directory, result);
  }
  return { identity, publicKey: readFileSync(`${identity}.pub`, "utf8").trim() };
}
