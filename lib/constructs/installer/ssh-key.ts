import type { IssueDetails } from "../core";

/** Minimum size of an RSA key that OpenSSH accepts, in bits. Source: `RequiredRSASize` in sshd_config(5). */
const minimalRsaBits = 1024;

/** Bytes of key material after the type, for types with a fixed size. */
const keySizes: Readonly<Record<string, number>> = {
  "ssh-ed25519": 32,
  "sk-ssh-ed25519@openssh.com": 32,
};

const keyTypes = [
  "ssh-ed25519",
  "sk-ssh-ed25519@openssh.com",
  "ssh-rsa",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  "sk-ecdsa-sha2-nistp256@openssh.com",
];

/**
 * Returns the problem with a line of an authorized_keys file, or undefined if OpenSSH accepts it. Options before the
 * type, such as `restrict`, are allowed. Source: sshd(8), "AUTHORIZED_KEYS FILE FORMAT", and RFC 4253 section 6.6 for
 * the encoded key.
 * @param where name of the key in messages, such as `authorizedKeys[0]`
 */
export function sshKeyIssue(line: string, where: string): IssueDetails | undefined {
  const issue = (code: string, message: string, fix: string, value?: string): IssueDetails => ({
    code,
    message: `${where} ${message}`,
    fix,
    ...(value === undefined ? {} : { value }),
  });
  const publicFix =
    'use the line of a public key file, such as "ssh-ed25519 AAAA… me@laptop" from ~/.ssh/id_ed25519.pub';
  if (line.trim() === "") return issue("ssh-key-empty", "is empty", publicFix);
  if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(line)) {
    return {
      ...issue("ssh-key-private", "is a private key", publicFix),
      reason: "anyone with the image can read everything in the configuration; treat this key as compromised",
    };
  }
  if (/[\r\n]/.test(line.trim())) {
    return issue("ssh-key-malformed", "has more than one line", "put each key in an element of its own", shown(line));
  }
  const match = new RegExp(`(?:^|\\s)(${keyTypes.map((type) => type.replace(/\./g, "\\.")).join("|")})\\s+(\\S+)`).exec(
    line,
  );
  const [, type = "", encoded = ""] = match ?? [];
  if (match === null) return issue("ssh-key-malformed", "is not an OpenSSH public key", publicFix, shown(line));
  const problem = encodedKeyProblem(type, encoded);
  return problem === undefined
    ? undefined
    : issue("ssh-key-malformed", `is not a valid OpenSSH public key: ${problem}`, publicFix, shown(line));
}

function encodedKeyProblem(type: string, encoded: string): string | undefined {
  const bytes = Buffer.from(encoded, "base64");
  if (bytes.toString("base64").replace(/=+$/, "") !== encoded.replace(/=+$/, "")) return "the key data is not base64";
  const fields = lengthPrefixedFields(bytes);
  if (fields === undefined) return "the key data is truncated";
  const [name, ...rest] = fields;
  if (name?.toString("latin1") !== type) return `the key data is not of type ${type}`;
  const size = keySizes[type];
  if (size !== undefined && rest[0]?.length !== size)
    return `the key data of type ${type} must have ${String(size)} bytes`;
  if (rest.length === 0) return "the key data is truncated";
  if (type === "ssh-rsa" && rsaBits(rest[1]) < minimalRsaBits) {
    return `OpenSSH rejects RSA keys of less than ${String(minimalRsaBits)} bits`;
  }
  return undefined;
}

function lengthPrefixedFields(bytes: Buffer): readonly Buffer[] | undefined {
  const fields: Buffer[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    if (offset + 4 > bytes.length) return undefined;
    const end = offset + 4 + bytes.readUInt32BE(offset);
    if (end > bytes.length) return undefined;
    fields.push(bytes.subarray(offset + 4, end));
    offset = end;
  }
  return fields;
}

function rsaBits(modulus: Buffer | undefined): number {
  if (modulus === undefined) return 0;
  const significant = modulus.findIndex((byte) => byte !== 0);
  return significant < 0 ? 0 : (modulus.length - significant) * 8 - Math.clz32(modulus[significant] ?? 0) + 24;
}

const shown = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}…` : text);
