/** Values that represent a secret: locked passwords, variables, references, and words of documentation. */
const placeholders: readonly RegExp[] = [
  /^[*!]+$/,
  // References that a service, a shell, or a template engine resolves when it runs.
  /^\$\w+$/,
  /\$[({]|^`|\$[A-Z_]{2,}|\{\{|<[^<>]+>|%[a-zA-Z]\b|%\{|%\(/,
  /^@[^@]*@$|^#[^#]*#$|^%[^%]*%$/,
  /^(?:file|env|vault|secretKeyRef|exec|cmd|pass|op|sops|age|credential)[:=]/i,
  /^__\w+\{/,
  // Paths: the service reads the secret from there.
  /^(?:~|\.{1,2})?\//,
  /^ENC\[/,
  // Documentation.
  /^[x.…_-]+$|x{8}|\*{4}|^\.{3}|^«|^Â«/i,
  /^(?:your|my|the|some|any|insert|enter|add|put|replace|todo|fixme|change)[-_ ].*/i,
  /^(?:example|placeholder|redacted|hidden|masked|omitted|none|null|undefined|true|false|yes|no|on|off|required|optional|unset|default|disabled|enabled)$/i,
];

/** Whether a value only represents a secret. */
export function isPlaceholder(value: string): boolean {
  return value === "" || placeholders.some((pattern) => pattern.test(value));
}
