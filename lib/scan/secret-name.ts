// cspell:disable -- names and patterns, not words
/** The kind of value that such a name has: a secret, or the hash of a password. */
export type SecretNameKind = "secret" | "hash";

/** The last words of names of secrets. */
const last = new Set([
  "credential",
  "credentials",
  "pass",
  "passwd",
  "pwd",
  "psk",
  "token",
  "tokens",
  "secret",
  "secrets",
]);
/** Words that one name writes together: `dbpass`, `jwtsecret`, `githubtoken`. */
const ending =
  /(?:passwords?|passphrase|passwd|secret|token|apikey|psk|privkey)$|^(?:db|admin|user|root|http|smtp|ldap)pass$/;
/** Words before `key` that make it secret. */
const keys = new Set(
  [
    "access",
    "admin",
    "api",
    "app",
    "auth",
    "cookie",
    "encryption",
    "hmac",
    "jwt",
    "license",
    "master",
    "preshared",
  ].concat(["private", "priv", "secret", "shared", "signing", "ssl"]),
);
/** Names that end in such a word, but whose values are addresses, programs, identifiers, or names of credentials. */
const others = new Set(
  ["askpassword", "sshaskpass", "gitaskpass", "suaskpass", "proxypass", "loadcredential", "initialclustertoken"].concat(
    ["fido2credential", "importcredential", "setcredential", "bypass", "nssdatabasespasswd"],
  ),
);

/** Part of every name of a secret: most names have none. */
const candidate = /pass|pwd|psk|token|secret|cred|key/i;

/** Whether a value with this name is a secret: `dbPassword`, `GITHUB_TOKEN`, `secret-key`, `rpc.password`. */
export function secretNameKind(name: string): SecretNameKind | undefined {
  if (!candidate.test(name)) return undefined;
  const words = wordsOf(name);
  const final = words.at(-1) ?? "";
  const joined = words.join("");
  if (others.has(joined) || final.endsWith("askpass")) return undefined;
  const isSecret =
    last.has(final) ||
    ending.test(final) ||
    (final === "key" && keys.has(words.at(-2) ?? "")) ||
    joined.endsWith("secretkeybase");
  if (!isSecret) return undefined;
  return words.some((word) => word === "hashed" || word === "hash") ? "hash" : "secret";
}

function wordsOf(name: string): readonly string[] {
  const words = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? [];
  return words.map((word) => word.toLowerCase());
}

/** Whether a file with this name in `/etc` is secret, with any content. */
export function isSecretFileName(file: string): boolean {
  return /(?:^|\/)(?:ssh_host_\w+_key|id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?|\.?netrc|\.pgpass|\.git-credentials|g?shadow)$/.test(
    file,
  );
}
