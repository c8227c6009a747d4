import { secretNameKind } from "./secret-name";
import { isSecretValue, shownSecret } from "./secret-value";
import { scanText } from "./scan-text";

/** `password = "…"`, `"token": "…"`, and the same inside a string, where quotation marks have a backslash. */
const assignment =
  /(?<![\w'-])([\w'-]+)((?:\\*")?\s*[=:]\s*\(?(?:lib\.mk\w+ (?:\d+ )?)?)(\\*"|'')((?:[^"\\\n]|\\(?!\\*")[^])*?)\3/g;

/** An error of Nix about an option, which quotes the values of its definitions. */
const definitionOf = /\boption [`'"]([^'"`]+)['"`]/;

/**
 * A text without the secrets in it, for messages: those that the rules find, and the values of names such as `password`.
 * @param known secrets that the text may quote
 */
export function maskText(text: string, known: readonly string[] = []): string {
  let masked = text;
  for (const secret of known) {
    // Without quotation marks, a plain word is more likely to be something else.
    if (secret.length >= 6 && !/^[a-z-]+$/.test(secret)) masked = masked.replaceAll(secret, shownSecret(secret));
    masked = masked.replaceAll(JSON.stringify(secret), JSON.stringify(shownSecret(secret)));
  }
  for (const { start, end, secret } of [...scanText(masked)].reverse()) {
    masked = masked.slice(0, start) + shownSecret(secret) + masked.slice(end);
  }
  masked = masked.replaceAll(assignment, (whole, name: string, between: string, quote: string, value: string) =>
    secretNameKind(name) !== undefined && isSecretValue(value)
      ? `${name}${between}${quote}${shownSecret(value)}${quote}`
      : whole,
  );
  const [, option = ""] = definitionOf.exec(masked) ?? [];
  return secretNameKind(lastName(option)) === undefined
    ? masked
    : masked.replaceAll(/("(?:[^"\\\n]|\\.)*")(?=\s*$|\s*,)/gm, '"…"');
}

const lastName = (option: string): string => option.split(".").at(-1) ?? "";
