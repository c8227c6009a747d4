import { lineAt, sourceBindings, stringLiteralText, type Binding, type Expression, type StringPart } from "../../nix";
import { isPasswordHash, isSecretValue } from "../../scan/secret-value";
import { isSecretFileName, secretNameKind } from "../../scan/secret-name";
import { below, isInArgument, nameText, pathOf, type Place } from "./place";
import { isPublicDefault } from "./public-defaults";
import { isSecretPath, isSecretPathExpression, mayTakeSecret } from "./secret-path";

/** A definition that puts a secret into the generated files. */
export interface SecretDefinition {
  /** Names on the way to the value; positions in lists are numbers. */
  readonly path: readonly (string | number)[];
  /**
   * `misplaced` is text where a path is expected: no finding, but an error about it must not show it. `secret path` is the
   * path of a secret, perhaps where the secret itself is expected.
   */
  readonly kind: "secret" | "hash" | "key file" | "file in the store" | "read file" | "misplaced" | "secret path";
  /** The secret; empty if only Nix knows it. Never print it. */
  readonly secret: string;
  /** Line in the source, for a definition in raw Nix. */
  readonly line?: number;
}

type Path = SecretDefinition["path"];

/**
 * Finds the definitions of options, environment variables, and settings whose names are those of secrets, and whose values
 * are in the text. Looks into functions (`lib.mkForce x`), conditions, lists, and raw source.
 */
export function findSecrets(config: Expression): readonly SecretDefinition[] {
  const found: SecretDefinition[] = [];
  const pending: { readonly value: Expression; readonly at: Place | undefined }[] = [{ value: config, at: undefined }];
  // Iterative, because values may be nested deeper than the call stack.
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, at } = next;
    switch (value.kind) {
      case "string":
      case "indentedString": {
        const text = mayHoldSecret(at) ? constantText(value.parts) : undefined;
        if (text !== undefined && !(isSecretPath(text) && isInArgument(at))) found.push(...secretsIn(pathOf(at), text));
        break;
      }
      case "path":
        if (mayHoldSecret(at) && isFileOption(pathOf(at)) && isCopied(value.text)) {
          found.push({ path: pathOf(at), kind: "file in the store", secret: "" });
        }
        break;
      case "raw":
        found.push(...secretsInSource(value.text, pathOf(at)));
        break;
      case "list": {
        const mayBeText = mayHoldSecret(at);
        for (const [index, item] of value.items.entries()) {
          if (isWorthVisiting(item, mayBeText)) pending.push({ value: item, at: { name: index, above: at } });
        }
        break;
      }
      case "attributeSet":
      case "let":
        for (const binding of value.bindings) {
          if (binding.kind !== "binding") continue;
          const above = value.kind === "let" ? undefined : at;
          if (isWorthVisiting(binding.value, mayHoldSecretBelow(binding.path, above))) {
            pending.push({ value: binding.value, at: below(binding.path, above) });
          }
        }
        if (value.kind === "let") pending.push({ value: value.body, at });
        break;
      case "apply": {
        const name = functionName(value.fn);
        if (isRead(name) && isSecretPlace(pathOf(at))) {
          found.push({ path: pathOf(at), kind: "read file", secret: "" });
          break;
        }
        if (isWrite(name) && isFileOption(pathOf(at))) {
          found.push({ path: pathOf(at), kind: "file in the store", secret: "" });
          break;
        }
        if (name === "mkMerge") {
          const [list] = value.arguments;
          for (const item of list?.kind === "list" ? list.items : []) pending.push({ value: item, at });
          break;
        }
        // The arguments of other functions are parts of values, such as the name of a hash function.
        for (const argument of value.arguments) {
          if (isTransparent(name)) pending.push({ value: argument, at });
          else if (!isString(argument)) pending.push({ value: argument, at: at && { ...at, isArgument: true } });
        }
        if (value.fn.kind !== "select" && value.fn.kind !== "identifier") pending.push({ value: value.fn, at });
        break;
      }
      case "if":
        pending.push({ value: value.then, at }, { value: value.else, at });
        break;
      case "assert":
      case "with":
      case "lambda":
        pending.push({ value: value.body, at });
        break;
      case "binary":
        // A part of a text with expressions is no secret by itself.
        if (!isString(value.left) && !isString(value.right)) {
          pending.push({ value: value.left, at }, { value: value.right, at });
        }
        break;
      case "select":
        if (isSecretPathExpression(value) && !isInArgument(at) && mayTakeSecret(pathOf(at))) {
          found.push({ path: pathOf(at), kind: "secret path", secret: "" });
        }
        if (value.fallback !== undefined) pending.push({ value: value.fallback, at });
        break;
      default:
    }
  }
  return found.reverse();
}

/** Whether a value may contain a secret; most are text with a name that rules it out, and need no place. */
function isWorthVisiting(value: Expression, mayBeText: boolean): boolean {
  switch (value.kind) {
    case "null":
    case "boolean":
    case "integer":
    case "float":
      return false;
    case "string":
    case "indentedString":
      return mayBeText;
    default:
      return true;
  }
}

/** Whether the names allow for a secret: a quick test, which nearly all values fail. */
function mayHoldSecret(at: Place | undefined): boolean {
  let place = at;
  while (typeof place?.name === "number") place = place.above;
  return typeof place?.name === "string" && isCandidate(place.name, place.above?.name);
}

/** The same for the value of a binding. */
function mayHoldSecretBelow(names: Binding["path"], above: Place | undefined): boolean {
  const [last, parent] = [names.at(-1), names.at(-2)];
  return last !== undefined && isCandidate(nameText(last), parent === undefined ? above?.name : nameText(parent));
}

const isCandidate = (name: string, parent: string | number | undefined): boolean =>
  candidate.test(name) || parent === "basicAuth";

const candidate = /pass|pwd|psk|token|secret|cred|key|environment|^text$/i;

/** Whether the source of data may define a secret: whether it contains a word of the names that may. */
export function mayHoldSecrets(source: string): boolean {
  return candidateInSource.test(source);
}

const candidateInSource = /pass|pwd|psk|token|secret|cred|key|environment|text|basicAuth/i;

/** The same for the source of a Nix file. */
export function secretsInSource(source: string, prefix: Path = []): readonly SecretDefinition[] {
  const whole = stringLiteralText(source.trim());
  if (whole !== undefined) return secretsIn(prefix, whole);
  if (!mayContainSecret.test(source)) return [];
  return sourceBindings(source).flatMap(({ path, start, valueStart, end }): readonly SecretDefinition[] => {
    if (!path.some((name) => secretNameKind(name) !== undefined || isSecretFileName(name))) return [];
    const text = stringLiteralText(withoutFunctions(source.slice(valueStart, end).trim()));
    if (text === undefined) return [];
    const names = path[0] === "config" ? path.slice(1) : path;
    return secretsIn([...prefix, ...names], text).map((each) => ({ ...each, line: lineAt(source, start) }));
  });
}

const mayContainSecret = /pass|pwd|psk|token|secret|credential|key|auth|shadow|netrc/i;

/** The value inside `lib.mkForce x`, `lib.mkOverride 10 x`, or parentheses. */
function withoutFunctions(source: string): string {
  const inner = source.replace(/^\(([^]*)\)$/, "$1").trim();
  const argument = inner.replace(/^(?:lib\.)?mk\w+\s+(?:\d+\s+)?/, "");
  return argument === source ? source : withoutFunctions(argument);
}

function secretsIn(path: Path, text: string): readonly SecretDefinition[] {
  const assigned = environmentAssignment(path, text);
  if (assigned !== undefined) return secretsIn([...path, assigned.name], assigned.value);
  if (isSecretPath(text)) {
    return mayTakeSecret(path) && !isFileOption(path) ? [{ path, kind: "secret path", secret: "" }] : [];
  }
  const kind = kindOf(path, text);
  return kind === undefined || isPublicDefault(path, text) ? [] : [{ path, kind, secret: text }];
}

function kindOf(path: Path, text: string): SecretDefinition["kind"] | undefined {
  const [name, parent] = namesOf(path);
  if (name === undefined || !isSecretValue(text) || isDeclaration(path)) return undefined;
  if (name === "text" && parent !== undefined && path[0] === "environment" && isSecretFileName(parent)) {
    return "key file";
  }
  if (isFileOption(path)) return "misplaced";
  // The handle of a security key.
  if (parent === "fido2") return undefined;
  const kind = isInSet(path) ? "secret" : secretNameKind(name);
  if (kind === undefined) return undefined;
  if (typeof path.at(-1) === "number" && !isPlural(name)) return "misplaced";
  if (isPasswordHash(text)) return "hash";
  // No password has this hash: the account is locked.
  return kind === "hash" && /^(?:[*!x]+|NP|\*LK\*)$/.test(text) ? undefined : "secret";
}

/** A declaration of options, whose defaults and examples are documentation. */
const isDeclaration = (path: Path): boolean => path[0] === "options";

/** The last two names of a path. */
function namesOf(path: Path): readonly (string | undefined)[] {
  const names = path.filter((part) => typeof part === "string");
  return [names.at(-1), names.at(-2)];
}

/** `basicAuth = { user = "password"; }`. */
const isInSet = (path: Path): boolean => path.length > 1 && path.at(-2) === "basicAuth";

/** A list such as `strongswan.secrets` or `nssDatabases.passwd` names files; one of passwords contains them. */
const isPlural = (name: string): boolean => /(?:passwords|tokens)$/i.test(name);

/** `serviceConfig.Environment = "NAME=value"`, or an element of such a list. */
function environmentAssignment(
  path: Path,
  text: string,
): { readonly name: string; readonly value: string } | undefined {
  const [name] = namesOf(path);
  if (name !== "Environment" && name !== "environment") return undefined;
  const [, variable, value] = /^"?([A-Za-z_]\w*)=([^]*?)"?$/.exec(text) ?? [];
  return variable === undefined || value === undefined ? undefined : { name: variable, value };
}

const isSecretPlace = (path: Path): boolean => {
  const [name] = namesOf(path);
  return name !== undefined && (isInSet(path) || secretNameKind(name) === "secret") && typeof path.at(-1) === "string";
};

/** An option such as `passwordFile`, which takes the path of a file with a secret. */
function isFileOption(path: Path): boolean {
  const [name = ""] = namesOf(path);
  const [, stem] = /^(.+?)[-_]?(?:File|file|FILE)$/.exec(name) ?? [];
  return stem !== undefined && secretNameKind(stem) === "secret";
}

const isCopied = (file: string): boolean => /^\.{1,2}\//.test(file) && !isEncrypted(file);
const isEncrypted = (file: string): boolean => /\.(?:age|gpg|asc|enc|sops)(?:\.\w+)?$|\.enc\.\w+$/.test(file);

function functionName(fn: Expression): string {
  if (fn.kind === "identifier") return fn.name;
  const last = fn.kind === "select" ? fn.path.at(-1) : undefined;
  return typeof last === "string" ? last : "";
}

const isString = ({ kind }: Expression): boolean => kind === "string" || kind === "indentedString";
const isTransparent = (name: string): boolean => /^mk[A-Z]|^optionalString$|^toString$|^id$/.test(name);
const isRead = (name: string): boolean => ["readFile", "fileContents"].includes(name);
const isWrite = (name: string): boolean => ["writeText", "toFile", "writeTextFile", "writeTextDir"].includes(name);

/** The text of a string without expressions; undefined if Nix has to evaluate a part of it. */
function constantText(parts: readonly StringPart[]): string | undefined {
  let text = "";
  for (const part of parts) {
    if (typeof part === "string") text += part;
    else if (part.kind === "string" || part.kind === "indentedString") {
      const inner = constantText(part.parts);
      if (inner === undefined) return undefined;
      text += inner;
    } else return undefined;
  }
  return text;
}
