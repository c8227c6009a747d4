import { createHash } from "node:crypto";
import { createTar } from "nanotar";
import { secretsTooLarge } from "./errors";
import type { Secrets } from "./read-secrets";

/** The first sector of the area says what follows. */
const headerBytes = 2048;

/**
 * The whole content of an area: a line with the kind, length, and SHA-256 of an archive, which begins in the second sector;
 * then zeros. With a passphrase, the archive is encrypted with age. The service that the flake contains reads it.
 * @throws a failure if the secrets do not fit.
 */
export async function areaContent(secrets: Secrets, bytes: number, passphrase: string | undefined): Promise<Buffer> {
  const tar = createTar([...secrets].map(([name, data]) => ({ name, data, attrs: { mode: "600", mtime: 0 } })));
  const archive = Buffer.from(passphrase === undefined ? tar : await encrypted(tar, passphrase));
  if (headerBytes + archive.length > bytes) throw secretsTooLarge(headerBytes + archive.length, bytes);
  const kind = passphrase === undefined ? "tar" : "age";
  const digest = createHash("sha256").update(archive).digest("hex");
  const content = Buffer.alloc(bytes);
  content.write(`cdknix-secrets ${kind} ${String(archive.length)} ${digest}\n`);
  archive.copy(content, headerBytes);
  return content;
}

async function encrypted(plain: Uint8Array, passphrase: string): Promise<Uint8Array> {
  // Loaded only for this: it is an ES module.
  const { Encrypter } = await import("age-encryption");
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  return encrypter.encrypt(plain);
}
