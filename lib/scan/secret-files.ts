/** Kinds of files that exist to hold secrets, by their names. */
const secretFiles: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ["netrc", /(?:^|\/)[._]netrc$/],
  ["git-credentials", /(?:^|\/)\.git-credentials$|(?:^|\/)git\/credentials$/],
  ["pgpass", /(?:^|\/)\.pgpass$/],
  ["password-database", /\.(?:kdbx?|keychain)$/],
  ["keytab", /\.keytab$/],
  ["pkcs12", /\.(?:p12|pfx|jks|keystore)$/],
  ["vault-token", /(?:^|\/)\.vault-token$/],
  ["gpg-private-key", /(?:^|\/)(?:secring\.gpg|private-keys-v1\.d\/[^/]+\.key)$/],
];

const environmentFile = /(?:^|\/)\.env(?:\.(?!example$|sample$|template$|dist$|defaults$)[\w-]+)*$/;
const assignment = /^\s*(?:export\s+)?[A-Za-z_]\w*\s*=\s*["']?[^\s"'#]/m;
const encrypted =
  /^(?:age-encryption\.org|-----BEGIN AGE ENCRYPTED FILE|Salted__|\0GITCRYPT)|\bsops_(?:version|mac)=|ENC\[AES256_GCM/;

/** The kind of a file of secrets; undefined for any other file, an encrypted one, and one without values. */
export function secretFileKind(file: string, text: string): string | undefined {
  if (text.trim() === "" || encrypted.test(text.slice(0, 4096))) return undefined;
  if (environmentFile.test(file)) return assignment.test(text) ? "env-file" : undefined;
  return secretFiles.find(([, pattern]) => pattern.test(file))?.[0];
}
