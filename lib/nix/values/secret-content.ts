import type { Expression } from "../ast/ast";
import { string } from "../ast/constructors";
import type { NamedSecret, SecretContent } from "./named-secret";
import type { Content, Refusal } from "./value";

/** Directory of the secrets on the running system. */
export const secretsDirectory = "/run/cdknix/secrets";

/**
 * Texts that secrets were converted to. Known for the whole process, because a string does not know where its parts are from:
 * only so can a string with such a part be refused, and any other text in parentheses be accepted.
 */
const texts = new Set<string>();

/** The text of a secret. */
export function secretAsText(name: string): string {
  const text = `Secret(${name})`;
  texts.add(text);
  return text;
}

/** Whether a text may be, or contain, one that a secret is converted to later. */
export function mayBecomeSecret(text: string): boolean {
  return text.includes("Secret(");
}

/** The first secret that was converted to text in a string; undefined if there is none. */
export function secretInText(text: string): string | undefined {
  if (texts.size === 0 || !mayBecomeSecret(text)) return undefined;
  return [...texts].find((each) => text.includes(each));
}

/** Whether the content is a secret that the medium delivers. */
export function isSecretContent(content: Content): content is SecretContent {
  return "secret" in content;
}

/** The secret, or why there cannot be one of this name or with these properties. */
export function readSecret({ secret }: SecretContent): NamedSecret | Refusal {
  const { name, props } = secret;
  if (!/^[A-Za-z0-9_][A-Za-z0-9._-]{0,63}$/.test(name)) {
    return {
      reason:
        "a secret's name consists of letters, digits, dots, underscores, and hyphens, does not begin with a dot, and has at most 64 characters",
      fix: 'use a name such as Secret.named("wifi")',
    };
  }
  const unknown = Object.keys(props).find((key) => !["owner", "group", "mode"].includes(key));
  if (unknown !== undefined) {
    return { reason: `a secret has no property ${JSON.stringify(unknown)}`, fix: "use owner, group, and mode" };
  }
  const { owner = "root", group = "root", mode = "0400" } = props;
  for (const [key, value] of Object.entries({ owner, group })) {
    if (typeof value === "string" && /^[a-z_][a-z0-9_-]*$/.test(value)) continue;
    return {
      reason: `the ${key} of Secret(${name}) is not the name of a ${key === "owner" ? "user" : "group"}`,
      fix: `use a name such as { ${key}: "nginx" }`,
    };
  }
  if (typeof mode !== "string" || !/^0?[0-7]{3}$/.test(mode)) {
    return { reason: `the mode of Secret(${name}) is not octal`, fix: 'use a string such as { mode: "0440" }' };
  }
  return { name, owner: owner as string, group: group as string, mode };
}

/** The path of a secret on the running system. */
export function secretPath({ name }: NamedSecret): Expression {
  return string(`${secretsDirectory}/${name}`);
}
