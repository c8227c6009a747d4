import { formatSourceLocation, type Issue } from "../model";
import { nearestName } from "../options";
import type { NamedDefinition, NixErrorCause } from "./nix-messages/error-cause";
import type { Origin, Place, SourceMap } from "./source-map";

/** The parts of an issue besides its location. */
export type Diagnosis = Pick<Issue, "code" | "message"> & Partial<Pick<Issue, "value" | "reason" | "fix">>;

/** Length limit for values and types; those of enumerations can have 19 kB. */
const longest = 160;

/** Converts a string to one line, and shortens it in the middle if it is long. */
export function shortened(text: string, limit = longest): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length <= limit ? line : `${line.slice(0, limit - 20)} … ${line.slice(-17)}`;
}

/** Creates an issue for the construct behind a file. */
export function issueAt(origin: Origin, diagnosis: Diagnosis): Issue {
  return {
    severity: "error",
    constructPath: origin.construct,
    ...diagnosis,
    ...(origin.source === undefined ? {} : { source: origin.source }),
  };
}

type Conflict = NixErrorCause & { readonly kind: "conflict" };

const rules: Readonly<Record<Conflict["rule"], string>> = {
  different: "NixOS rejects different values with the same priority",
  unique: "the option accepts only one definition",
  "read-only": "the option is read-only: NixOS itself sets it",
  null: "null and a value cannot be merged",
};

/** Definitions of one option that cannot be merged, at least one of them in the program. */
export function conflictIssue(cause: Conflict, origins: SourceMap): Issue | undefined {
  const definers = cause.definitions.map((definition) => ({
    ...definition,
    origin: origins.originOf(definition.file, cause.option),
  }));
  const order = ({ origin }: { readonly origin: Origin | undefined }): number =>
    origin === undefined ? -1 : origins.orderOf(origin);
  // NixOS and the offline base list them in different orders; use the order of the program.
  const sorted = [...definers].sort((left, right) => order(left) - order(right));
  const last = sorted.at(-1)?.origin;
  if (last === undefined) return undefined;
  const isOursAlone = sorted.every(({ origin }) => origin !== undefined);
  const often = sorted.length === 2 ? "twice" : `${String(sorted.length)} times`;
  const fixes = isOursAlone
    ? "remove one, or choose one with nix.force(…) or nix.default(…)"
    : "remove this definition, or override the other one with nix.force(…)";
  return issueAt(last, {
    code: "conflicting-definitions",
    message: conflictMessage(cause, often),
    value: sorted.map((definer) => describeDefinition(definer, definer.origin)).join("; "),
    reason: rules[cause.rule],
    fix: cause.rule === "read-only" ? "remove it" : fixes,
  });
}

function conflictMessage({ option, rule }: Conflict, often: string): string {
  if (rule === "read-only") return `the option ${option} cannot be set`;
  if (rule === "null") return `the option ${option} is defined both as null and with a value`;
  return `the option ${option} is defined ${often} with different values`;
}

function describeDefinition({ file, value }: NamedDefinition, origin: Origin | undefined): string {
  const what = value === undefined ? "" : `${shortened(value, 80)} `;
  if (origin === undefined) return `${what}by ${file.replace(/^\/nix\/store\/[^/]+\//, "")} of nixpkgs`;
  return `${what}by ${origin.construct}${origin.source === undefined ? "" : ` (${formatSourceLocation(origin.source)})`}`;
}

/** A value of the wrong type. */
export function typeIssues(cause: NixErrorCause & { readonly kind: "type" }, origins: SourceMap): readonly Issue[] {
  const [, option = cause.option, entry] = /^(.*?)\."?\[definition \d+-entry (\d+)\]"?$/.exec(cause.option) ?? [];
  const subject = entry === undefined ? `the option ${option}` : `element ${entry} of the option ${option}`;
  return ours(cause, origins).map(({ origin, value }) =>
    issueAt(origin, {
      code: "option-type",
      message: `${subject} has a value of the wrong type`,
      ...(value === undefined ? {} : { value: shortened(value) }),
      reason: `expected: ${shortened(cause.type)}`,
      fix: typeFix(cause.type, value ?? ""),
    }),
  );
}

/** Suggests a fix from the expected type and the actual value. */
function typeFix(type: string, value: string): string {
  const isText = value.startsWith('"');
  const [, least, most] = /\b(?:between|from) (-?\d+) and (-?\d+)\b/.exec(type) ?? [];
  if (least !== undefined && /^-?\d+$/.test(value)) return `use a number from ${least} to ${most ?? ""}`;
  const choices = choicesOf(type);
  if (choices !== undefined) {
    const meant = isText ? nearestName(value, choices) : undefined;
    if (meant !== undefined) return `did you mean ${meant}?`;
    const shown = choices.slice(0, 12).join(", ");
    return `use one of ${shown}${choices.length > 12 ? `, or another of the ${String(choices.length)}` : ""}`;
  }
  const name = /^"([a-zA-Z_][\w-]*)"$/.exec(value)?.[1];
  if (/\bpackage\b/.test(type) && name !== undefined) return `pass the package itself, not its name: pkgs.${name}`;
  if (type.startsWith("list of") && !value.startsWith("[")) return `write a list: [${isText ? value : "…"}]`;
  if (type === "boolean" && isText) return "write true or false, without quotes";
  if (/\binteger\b/.test(type) && /^"-?\d+"$/.test(value)) return "write the number without quotes";
  if (/\bstring\b/.test(type) && /^-?\d/.test(value)) return "put the value in quotes";
  return "use a value of this type";
}

/** The values of an enumeration type: `one of "a", "b"`. */
function choicesOf(type: string): readonly string[] | undefined {
  const [, list] =
    /^(?:null or )?\(?one of ((?:"(?:[^"\\]|\\.)*"|-?\d+)(?:, (?:"(?:[^"\\]|\\.)*"|-?\d+))*)\)?$/.exec(type) ?? [];
  return list?.match(/"(?:[^"\\]|\\.)*"|-?\d+/g) ?? undefined;
}

/** An option that no module declares. */
export function unknownOptionIssues(
  cause: NixErrorCause & { readonly kind: "unknown-option" },
  origins: SourceMap,
  context: { readonly release: string; readonly isOfflineBase: boolean; readonly suggestion: string | undefined },
): readonly Issue[] {
  const meant = context.suggestion === undefined ? undefined : `did you mean ${plainQuotes(context.suggestion)}?`;
  const fix = context.isOfflineBase
    ? `${meant ?? "check the name"}; for all options of NixOS, build with --nixpkgs github:NixOS/nixpkgs/nixos-${context.release}`
    : (meant ?? "check the name; run `synth import` to get suggestions before Nix runs");
  return ours(cause, origins).map(({ origin, value }) =>
    issueAt(origin, {
      code: "option-unknown",
      message: `the option ${cause.option} does not exist`,
      ...(value === undefined ? {} : { value: shortened(value) }),
      reason: context.isOfflineBase
        ? "the offline base supports only some NixOS options"
        : `neither NixOS ${context.release} nor the flake declares it`,
      fix,
    }),
  );
}

/** The original value, where Nix prints the result of `lib.mkOverride`. */
function withoutPriority(value: string): string {
  return value.replaceAll(/\{\s*_type = "override";\s*content = (.*?);\s*priority = \d+;\s*(?:\}|(?=\.{3}))/gs, "$1");
}

const plainQuotes = (text: string): string => text.replaceAll(/[`']/g, "");

function ours(
  { definitions, option }: { readonly definitions: readonly NamedDefinition[]; readonly option: string },
  origins: SourceMap,
): readonly { readonly origin: Origin; readonly value: string | undefined }[] {
  return definitions.flatMap(({ file, value }) => {
    const origin = origins.originOf(file, option);
    return origin === undefined ? [] : [{ origin, value: value === undefined ? undefined : withoutPriority(value) }];
  });
}

/** A failed assertion of NixOS about something that the program sets. */
export function assertionIssues(message: string, origins: SourceMap): readonly Issue[] {
  return assertionPlaces(message, origins).map(({ origin, option, text }) =>
    issueAt(origin, {
      code: "assertion-failed",
      message: shortened(message.replaceAll(/<\/?literal>/g, ""), 400),
      ...(text === "" ? {} : { value: shortened(text) }),
      reason: "a NixOS assertion failed",
      fix: assertionFix(message, option),
    }),
  );
}

/** Suggests the options that an assertion names, the program's own first. */
function assertionFix(message: string, own: string | undefined): string {
  const named = optionsIn(message).filter((option) => !own?.startsWith(option));
  const distinct = [...new Set(named)].slice(0, 3);
  const others = distinct.join(", ");
  if (own === undefined) return others === "" ? "change the setting named in the message" : `change ${others}`;
  return others === "" ? `change ${own}` : `change ${own}, or ${distinct.length === 1 ? "" : "one of: "}${others}`;
}

/** Everything in a string that looks like an option name. */
function optionsIn(message: string): readonly string[] {
  return [...message.matchAll(/(?<![\w/.-])[a-z][\w-]*(?:\.(?:[\w-]+|"[^"]*"))+/g)].map(([option]) => option);
}

/** The places that an assertion concerns: by the files it names, else by the options, else where the program contains its text. */
function assertionPlaces(message: string, origins: SourceMap): readonly Place[] {
  const options = optionsIn(message);
  const exact = options.flatMap((option) => origins.definitionsOf(option));
  const named = exact.length > 0 ? exact : options.flatMap((option) => origins.nearestDefinitionsOf(option));
  const files = [...message.matchAll(/\/nix\/store\/[^\s`']+/g)].flatMap(([file]) => origins.originOf(file) ?? []);
  if (files.length > 0) {
    return files.map((origin) => {
      const place = named.find((each) => each.origin.file === origin.file);
      return place ?? { origin, option: undefined, text: "" };
    });
  }
  if (named.length > 0) return named.filter((place, index) => named.findIndex(({ origin }) => origin.file === place.origin.file) === index); // prettier-ignore
  const [line = ""] = message.split("\n");
  return line.length < 8 ? [] : origins.placesHolding(line).slice(0, 1);
}
