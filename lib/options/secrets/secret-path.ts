import { secretsDirectory, type Expression } from "../../nix";
import { secretNameKind } from "../../scan/secret-name";

/** Directories of Secret.named, sops-nix, and agenix on the running system. */
const directories = [secretsDirectory, "/run/secrets", "/run/agenix"];

/** Whether a text is the path of a file in which the running system has a secret. */
export function isSecretPath(text: string): boolean {
  return directories.some((directory) => text.startsWith(`${directory}/`));
}

/** Whether an expression is the path of a secret of sops-nix or agenix: `config.sops.secrets.wifi.path`. */
export function isSecretPathExpression(value: Expression): boolean {
  if (value.kind !== "select" || value.base.kind !== "identifier" || value.base.name !== "config") return false;
  const [scheme, set] = value.path;
  return (scheme === "sops" || scheme === "age") && set === "secrets" && value.path.at(-1) === "path";
}

/** Sets whose values are paths of secrets, or say where one is: `secretSettings`, `credentials`, `{ _secret = … }`. */
const setOfPaths = /secret|credential/i;

/** Names whose value is always the secret itself, for any service. */
const valueName = /(?:password|passwd|passphrase|psk|token|pass|pwd)s?$/i;

/**
 * Whether a place has the name of a secret, so that the path of a secret could be a mistake there.
 * @param path names on the way to the value
 */
export function mayTakeSecret(path: readonly (string | number)[]): boolean {
  const names = path.filter((part) => typeof part === "string");
  const name = names.at(-1) ?? "";
  if (path[0] === "options" || names.slice(0, -1).some((each) => setOfPaths.test(each)) || name.startsWith("_"))
    return false;
  return names.at(-2) === "basicAuth" || secretNameKind(name) !== undefined;
}

/** Whether the name alone says that the value is the secret itself: `password`, but not `privateKey`. */
export function takesSecretByName(path: readonly (string | number)[]): boolean {
  const names = path.filter((part) => typeof part === "string");
  return names.at(-2) === "basicAuth" || valueName.test(names.at(-1) ?? "");
}
