/** Values of secret options that are not secret themselves. */
const harmless: readonly RegExp[] = [
  // Switches: `VNC_NO_PASSWORD = "1"`.
  /^(?:true|false|yes|no|on|off|enabled?|disabled?|auto|generate|none|null|\d|\W)$/i,
  // Locked accounts.
  /^[*!]+$/,
  // Files that the service reads.
  /^(?:~|\.{1,2}|\$\w+)?\//,
  /^(?:file|env|vault|credential|sops|age|ext|tpm2?|pkcs11):/i,
  /\.(?:key|pem|crt|cert|age|gpg|password|passwd|token|secret|json|ya?ml|toml|txt)$/,
  // References that a service, systemd, or a template engine resolves.
  /^\$\w+$/,
  /\$\{[^}]*\}|\$\([^)]*\)/,
  /^\$__\w+\{/,
  /^@[^@\s]+@$|^#[^#\s]+#$|^\{\{.*\}\}$|^<[^<>]+>$|^%\w$|^%\{.*\}$|^%d\//,
  /^ENC\[/,
];

/** Whether a value of a secret option is a secret: not empty, and no reference to one. */
export function isSecretValue(value: string): boolean {
  return value.trim() !== "" && !harmless.some((pattern) => pattern.test(value));
}

/** Whether a text is the hash of a password, as in `/etc/shadow`. */
export function isPasswordHash(value: string): boolean {
  return /^\$(?:y|gy|7|6|5|2[a-y]?|1|argon2\w*|scrypt|pbkdf2[\w-]*)\$\S{20,}$|^grub\.pbkdf2\./.test(value);
}

/** How a secret is shown: its last four characters, or none of a short one. */
export function shownSecret(secret: string): string {
  const body = secret.replace(/(?:[=\s"';]|\\[nr])+$/, "");
  const end = body.slice(-4);
  return body.length < 20 || body.includes("\n") || !/^[\w+/.-]*[A-Za-z0-9][\w+/.-]*$/.test(end) ? "…" : `…${end}`;
}
