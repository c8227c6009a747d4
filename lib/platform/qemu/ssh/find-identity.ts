import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import * as path from "node:path";
import { runProcess } from "../../process/run-process";
import { programMissing } from "../errors";

/** A private key that an image accepts, or why there is none. */
export type FoundIdentity = { readonly identity: string } | { readonly missing: string };

/**
 * Searches the user's keys for one that an image accepts.
 * @param texts contents of the image's modules, which contain its public keys
 * @param directory directory of the user's keys. Default: `~/.ssh`
 */
export async function findIdentity(
  texts: Iterable<string>,
  directory = path.join(homedir(), ".ssh"),
): Promise<FoundIdentity> {
  const configured = new Set([...texts].flatMap(publicKeysIn));
  if (configured.size === 0) return { missing: "no ssh key is configured" };
  const names = existsSync(directory) ? readdirSync(directory).sort() : [];
  const files = names.filter((name) => name.startsWith("id_") && !name.endsWith(".pub"));
  let locked: string | undefined;
  for (const identity of files.map((name) => path.join(directory, name))) {
    const key = await readKey(identity);
    if (key !== undefined && configured.has(key)) return { identity };
    if (key === undefined && configured.has(publicKeyBeside(identity) ?? "")) locked = identity;
  }
  return {
    missing:
      locked === undefined ? `the image accepts none of the keys in ${directory}` : `${locked} requires its passphrase`,
  };
}

/**
 * Checks that a private key can be used without a prompt; returns the error, or undefined if it can.
 * @param identity absolute path of the key
 */
export async function requireIdentity(identity: string): Promise<string | undefined> {
  const run = await runProcess({ argv: publicHalf(identity), cwd: "/" });
  if (run.startError !== undefined) throw programMissing("ssh-keygen", "openssh");
  return run.exitCode === 0 ? undefined : run.stderr;
}

/** The key data, without the type before and the comment after it. Source: authorized_keys, sshd(8). */
function publicKeysIn(text: string): readonly string[] {
  return [...text.matchAll(/\b(?:ssh|ecdsa|sk)-[\w@.-]+ (AAAA[\w+/=]+)/g)].flatMap(([, key]) => key ?? []);
}

/** The public key of a private key; undefined if it is not a key or has a passphrase. */
async function readKey(identity: string): Promise<string | undefined> {
  const run = await runProcess({ argv: publicHalf(identity), cwd: "/" });
  return run.exitCode === 0 ? publicKeysIn(run.stdout)[0] : undefined;
}

const publicHalf = (identity: string): [string, ...string[]] => ["ssh-keygen", "-y", "-P", "", "-f", identity];

function publicKeyBeside(identity: string): string | undefined {
  try {
    return publicKeysIn(readFileSync(`${identity}.pub`, "utf8"))[0];
  } catch {
    return undefined;
  }
}
