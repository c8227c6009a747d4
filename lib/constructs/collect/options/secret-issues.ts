import type { FlakeModel, Issue, ModuleFileModel, ModuleModel } from "../../../model";
import type { Expression } from "../../../nix";
import {
  findSecrets,
  mayHoldSecrets,
  OptionLookup,
  placeName,
  secretOption,
  takesSecretByName,
  type SecretDefinition,
} from "../../../options";
import { shownSecret } from "../../../scan/secret-value";
import type { SynthesisEnvironment } from "../collector";

/** An issue about a secret, which the program can accept at this place. */
export interface SecretIssue extends Issue {
  /** An option, or a file of the project. */
  readonly place: string;
  /** The secret: never print it. */
  readonly secret: string;
  /** Whether it is not reported: another error concerns the value. Default: false. */
  readonly isHidden?: boolean;
}

/** The construct that writes a value. */
type Writer = Pick<ModuleModel, "constructPath" | "source">;

type Tables = () => readonly OptionLookup[];

/** Reports options, variables, and settings that put a secret into the flake, and so into the Nix store. */
export function secretIssues(
  modules: readonly ModuleFileModel[],
  flake: FlakeModel,
  { optionTable, shippedTables }: Pick<SynthesisEnvironment, "optionTable" | "shippedTables">,
): readonly SecretIssue[] {
  let lookups: readonly OptionLookup[] | undefined;
  // Read on demand: most programs have no secret.
  const tables: Tables = () =>
    (lookups ??= [
      ...(optionTable === undefined ? [] : [optionTable]),
      ...(shippedTables?.(flake.release) ?? []).map((source) => source.read()),
    ].map((table) => new OptionLookup(table)));
  const issues: SecretIssue[] = [];
  const search = (value: Expression, writer: Writer, path: readonly string[] = []): void => {
    for (const found of findSecrets(value)) issues.push(...issuesOf(writer, path, found, tables));
  };
  for (const module of modules) {
    if (module.isData && !mayHoldSecrets(module.text)) continue;
    search(module.config, module);
    for (const imported of module.imports) search(imported, module);
  }
  for (const item of flake.packages) search(item.expression, item);
  for (const { path, value } of flake.outputs) search(value, flake, path);
  return issues;
}

function issuesOf(
  { constructPath, source }: Writer,
  above: readonly string[],
  found: SecretDefinition,
  tables: Tables,
): readonly SecretIssue[] {
  const path = [...above, ...(found.path[0] === "config" ? found.path.slice(1) : found.path)];
  const known = tables().map((lookup) => secretOption(path, lookup));
  const isRefused = found.kind === "secret" && known.some(({ takesText }) => !takesText);
  const twin = known.find((each) => each.twin !== undefined)?.twin ?? secretOption(path, undefined).twin;
  const isRightPath =
    found.kind === "secret path" &&
    (known.some(({ takesText, takesPath }) => takesPath || !takesText) ||
      !(takesSecretByName(path) || known.some(({ hasOwnTwin }) => hasOwnTwin)));
  const isHidden = isRefused || found.kind === "misplaced" || isRightPath;
  return [
    { ...secretIssue({ ...found, path }, twin), isHidden, constructPath, ...(source === undefined ? {} : { source }) },
  ];
}

/** The end of a secret as the value of an issue, if it is long enough to be shown. */
export function shownValue(secret: string): Pick<Issue, "value"> {
  const value = shownSecret(secret);
  return value === "…" ? {} : { value };
}

/** Why a secret must not be in what a run writes. */
export const readableByAnyone = "anyone who has the flake, the Nix store, or the ISO can read it";

/** The end of a fix: how to accept what is no secret. */
export const orAccept = (place: string): string => `or, if it may be public, accept it: ${acceptance(place)}`;

const acceptance = (place: string): string =>
  `Annotations.of(construct).acknowledgeSecret(${JSON.stringify(place)}, "reason")`;

/** The issue with a definition. */
export function secretIssue(
  { path, kind, secret }: SecretDefinition,
  twin: string | undefined,
  place = placeName(path),
): Omit<SecretIssue, "constructPath" | "source"> {
  const option = placeName(path);
  if (kind === "hash") {
    return {
      severity: "warning",
      code: "password-hash",
      place,
      secret,
      message: `${option} puts a password hash into the Nix store`,
      ...shownValue(secret),
      reason:
        "anyone who has the ISO has the hash, and can try passwords against it offline: a short one is found in hours",
      fix: `${twin === undefined ? "read it from a file of the running system" : `use ${twin}`}; if the password is long and random, accept it: ${acceptance(place)}`,
    };
  }
  if (kind === "secret path") {
    return {
      severity: "error",
      code: "secret-path-as-value",
      place,
      secret,
      message: `${option} takes the secret itself, not the path of a file`,
      reason:
        "a Secret becomes the path of a file on the running system, and the service would use this path as the secret",
      fix: `${twin === undefined ? "use an option that takes the path of a file, or have the service read the file when it starts" : `use ${twin}`}; or, if it takes a path, accept it: ${acceptance(place)}`,
    };
  }
  return {
    severity: "error",
    code: "secret-in-option",
    place,
    secret,
    message: messageOf(kind, option),
    ...shownValue(kind === "key file" ? "" : secret),
    reason: readableByAnyone,
    fix: `${fixOf(kind, twin, path)}; ${orAccept(place)}`,
  };
}

function messageOf(kind: SecretDefinition["kind"], option: string): string {
  switch (kind) {
    case "read file":
      return `${option} reads a secret from a file when Nix evaluates it, which copies it into the Nix store`;
    case "file in the store":
      return `${option} names a file that Nix copies into the Nix store`;
    case "key file":
      return `${option} puts a secret file into the Nix store`;
    default:
      return `${option} puts a secret into the Nix store`;
  }
}

function fixOf(kind: SecretDefinition["kind"], twin: string | undefined, path: readonly (string | number)[]): string {
  if (kind === "file in the store") return "use Secret.named(…), or the path of another file on the running system";
  if (kind === "key file" && path.some((name) => /(?:^|\/)ssh_host_\w+_key$/.test(String(name)))) {
    return 'use services.openssh.hostKeys with { type: "ed25519", path: Secret.named(…) }';
  }
  if (kind === "key file") return "create the file on the running system, outside of the Nix store";
  if (twin === undefined) return "read it from a file of the running system";
  return `use ${twin} with Secret.named(…), or with another file of the running system`;
}
