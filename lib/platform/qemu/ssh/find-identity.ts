import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import * as path from "node:path";
import { runProcess } from "../../process/run-process";
import { programMissing } from "../errors";

/** A private key that an image lets in; or why there is none. */
export type FoundIdentity = { readonly identity: string } | { readonly missing: string };

/**
 * Looks among the user's keys for one that an image lets in.
 * @param texts the texts of the image's modules, in which its public keys are
 * @param directory of the user's keys. Default: `~/.ssh`
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
      locked === undefined
        ? `none of the keys in ${directory} is one that the image lets in`
        : `${locked} cannot be used without its passphrase`,
  };
}

/**
 * What is wrong with a private key that is to be used without asking; undefined when nothing is.
 * @param identity file, absolute
 */
export async function requireIdentity(identity: string): Promise<string | undefined> {
  const run = await runProcess({ argv: publicHalf(identity), cwd: "/" });
  if (run.startError !== undefined) throw programMissing("ssh-keygen", "openssh-client");
  return run.exitCode === 0 ? undefined : run.stderr;
}

/** The key itself, without its kind before and the comment behind it. Source: authorized_keys, sshd(8). */
function publicKeysIn(text: string): readonly string[] {
  return [...text.matchAll(/\b(?:ssh|ecdsa|sk)-[\w@.-]+ (AAAA[\w+/=]+)/g)].flatMap(([, key]) => key ?? []);
}

/** The public half of a private key; undefined when it is none, or has a passphrase. */
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
