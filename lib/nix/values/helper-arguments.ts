import { referenceTo } from "./reference";
import { isNixExpression, type NixExpression, type Refusal } from "./value";

/** The values that a parameter takes. Those of options are checked when they are converted. */
type Kind = "value" | "string" | "number" | "strings" | "condition" | "expression" | "set" | "template";

const names: Readonly<Record<Exclude<Kind, "value">, string>> = {
  string: "a string",
  number: "a number",
  strings: "a list of strings",
  condition: "true, false, or a Nix expression",
  expression: "a Nix expression",
  set: "an object",
  template: "a template",
};

/** The parameters of a helper; `...` marks one that takes all arguments that remain, and `?` one that may be omitted. */
export type HelperParameters = Readonly<Record<string, Kind>>;

type Helper = (...args: never[]) => unknown;

/**
 * Makes the helpers of `nix` check their arguments, from programs that no compiler checked. The result of a wrong call is an
 * expression that is refused where it is used, so that the construct and the path of the value are known.
 */
export function checkedHelpers<Helpers extends Readonly<Record<string, Helper>>>(
  helpers: Helpers,
  parameters: { readonly [Name in keyof Helpers]: HelperParameters },
): Helpers {
  const checked = Object.entries(helpers).map(([name, helper]) => {
    const call = (...args: never[]): unknown => {
      const refusal = argumentRefusal(`nix.${name}`, parameters[name] ?? {}, args);
      return refusal === undefined ? helper(...args) : refused(refusal);
    };
    return [name, call] as const;
  });
  return Object.freeze(Object.fromEntries(checked)) as unknown as Helpers;
}

const refused = (refusal: Refusal): NixExpression => referenceTo({ parts: [], build: () => refusal });

/** The problem with the arguments of a call; undefined if there is none. */
export function argumentRefusal(
  call: string,
  parameters: HelperParameters,
  args: readonly unknown[],
): Refusal | undefined {
  const entries = Object.entries(parameters);
  const isLimited = entries.every(([name]) => !name.startsWith("..."));
  if (isLimited && args.length > entries.length) {
    const most = `${String(entries.length)} argument${entries.length === 1 ? "" : "s"}`;
    return {
      reason: `${call} takes ${most}, but the program passes ${String(args.length)}`,
      fix: `remove ${shown(args[entries.length])}`,
    };
  }
  for (const [index, [name, kind]] of entries.entries()) {
    const given = name.startsWith("...") ? args.slice(index) : name.endsWith("?") && args[index] === undefined ? [] : [args[index]]; // prettier-ignore
    for (const value of given) {
      const refusal =
        kind === "value" ? undefined : refusalOfValue(call, name.replaceAll(/^\.{3}|\?$/g, ""), kind, value);
      if (refusal !== undefined) return refusal;
    }
  }
  return undefined;
}

function refusalOfValue(call: string, name: string, kind: Exclude<Kind, "value">, value: unknown): Refusal | undefined {
  if (isOfKind(value, kind)) return undefined;
  if (kind === "template") return { reason: `${call} is a template tag, not a function`, fix: `write ${call}\`…\`` };
  const reason =
    value === undefined
      ? `${call} requires the argument "${name}"`
      : `the argument "${name}" of ${call} must be ${names[kind]}, not ${shown(value)}`;
  return { reason, fix: fixFor(kind, value) };
}

function isOfKind(value: unknown, kind: Kind): boolean {
  switch (kind) {
    case "value":
      return true;
    case "string":
    case "number":
      return typeof value === kind;
    case "strings":
      return Array.isArray(value) && value.every((each) => typeof each === "string");
    case "condition":
      return typeof value === "boolean" || isNixExpression(value);
    case "expression":
      return isNixExpression(value);
    case "set":
      return Object.prototype.toString.call(value) === "[object Object]" && !isNixExpression(value);
    case "template":
      return Array.isArray(value) && "raw" in value;
  }
}

function fixFor(kind: Exclude<Kind, "value">, value: unknown): string {
  if (kind === "expression" && typeof value === "string") {
    return /^[./]/.test(value) ? `write nix.file(${JSON.stringify(value)})` : `write nix.raw(${JSON.stringify(value)})`;
  }
  if (kind === "condition" && typeof value === "string") {
    return value === "true" || value === "false" ? `write ${value}` : `write nix.raw(${JSON.stringify(value)})`;
  }
  if (kind === "number" && typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value))) {
    return `write ${String(Number(value))}`;
  }
  if (kind === "strings" && typeof value === "string") return `write [${JSON.stringify(value)}]`;
  if (kind === "string" && typeof value === "number") return `write "${String(value)}"`;
  return `pass ${names[kind]}`;
}

const longest = 60;

function shown(value: unknown): string {
  if (isNixExpression(value)) return "a Nix expression";
  if (typeof value === "string") {
    return value.length > longest ? `${JSON.stringify(value.slice(0, longest))}…` : JSON.stringify(value);
  }
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" && value !== null ? "an object" : typeof value === "function" ? "a function" : String(value); // prettier-ignore
}
