import type { Issue, ModuleFileModel, ModuleModel, SecretsAreaModel, SecretUse, SourceLocation } from "../../model";
import { convert, formatAttributePath, moduleSource, type ValuePath } from "../../nix";
import {
  defaultSecretsAreaBytes,
  secretsAreaConfig,
  secretsAreaPath,
  type UsedSecret,
} from "../installer/secrets-area";

/** A host whose modules use secrets. */
export interface SecretsHost {
  readonly name: string;
  /** Its own modules and those of its class. */
  readonly modules: readonly ModuleModel[];
  /** The image that delivers the secrets; undefined if the host has none. */
  readonly image: SecretsImage | undefined;
}

/** An image with an area for secrets. */
export interface SecretsImage {
  readonly constructPath: string;
  readonly source: SourceLocation | undefined;
  /** Size of the area; undefined if the image sets none. */
  readonly bytes: number | undefined;
}

/** The additions to a host for its secrets. */
export interface CollectedSecrets {
  /** The area and the service that reads it; undefined if there is none. */
  readonly module: ModuleFileModel | undefined;
  readonly area: SecretsAreaModel | undefined;
  readonly issues: readonly Issue[];
}

/** Builds the module that delivers a host's secrets, with the issues about them. */
export function collectSecrets(host: SecretsHost): CollectedSecrets {
  const uses = host.modules.flatMap((module) => (module.secrets ?? []).map((use) => ({ ...use, module })));
  const secrets = usedSecrets(uses);
  const issues = [...differingIssues(uses), ...(host.image === undefined ? withoutImageIssues(host, uses) : [])];
  const { image } = host;
  if (image === undefined || (secrets.length === 0 && image.bytes === undefined)) {
    return { module: undefined, area: undefined, issues };
  }
  const bytes = image.bytes ?? defaultSecretsAreaBytes;
  const converted = convert(secretsAreaConfig(secrets, bytes));
  if (converted._tag === "Left") throw new Error("the module of the secrets area cannot be represented in Nix");
  const taken = new Set(host.modules.map(({ file }) => file));
  const file = ["secrets-area.nix", "secrets-area-module.nix"].find((name) => !taken.has(name)) ?? "cdknix-secrets.nix";
  const { expression: config, isData } = converted.right;
  const { constructPath, source } = image;
  const content = { imports: [], config, isData };
  return {
    module: { file, constructPath, source, ...content, ...moduleSource(content) },
    area: { path: secretsAreaPath, bytes, names: secrets.map(({ name }) => name) },
    issues,
  };
}

/** The option that a value's path leads to, as people write it. */
export function optionOf(path: ValuePath): string {
  return formatAttributePath(path.filter((step) => typeof step === "string").slice(1));
}

type LocatedUse = SecretUse & { readonly module: ModuleModel };

/** The secrets by name, each once, with the options that need it. */
function usedSecrets(uses: readonly LocatedUse[]): readonly UsedSecret[] {
  const found = new Map<string, UsedSecret>();
  for (const { secret, option } of uses) {
    const before = found.get(secret.name)?.options ?? [];
    found.set(secret.name, { ...secret, options: before.includes(option) ? before : [...before, option] });
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function differingIssues(uses: readonly LocatedUse[]): readonly Issue[] {
  const first = new Map<string, LocatedUse>();
  return uses.flatMap((use) => {
    const { secret, module } = use;
    const known = first.get(secret.name);
    if (known === undefined) {
      first.set(secret.name, use);
      return [];
    }
    const differing = (["owner", "group", "mode"] as const).find((key) => known.secret[key] !== secret[key]);
    if (differing === undefined) return [];
    return [
      located(module, {
        code: "secret-differs",
        message: `the secret ${secret.name} has another ${differing} here than in ${known.module.constructPath}`,
        value: `${secret[differing]}, not ${known.secret[differing]}`,
        reason: "it is one file on the running system",
        fix: "create the Secret once, and use it in both places",
      }),
    ];
  });
}

function withoutImageIssues(host: SecretsHost, uses: readonly LocatedUse[]): readonly Issue[] {
  // The scripts of disko run during the installation, on a medium that has the secrets.
  const ofMachine = uses.filter(({ option }) => !option.startsWith("disko."));
  return ofMachine.map(({ secret, option, module }) =>
    located(module, {
      code: "secret-without-image",
      message: `${option} needs the secret ${secret.name}, but the host ${host.name} has no image that delivers it`,
      reason: "a named secret is written to the medium that the system boots from",
      fix: "add an IsoImage to the host or its class, or use Secret.sops or Secret.age",
    }),
  );
}

function located(
  { constructPath, source }: ModuleModel,
  details: Pick<Issue, "code" | "message" | "value" | "reason" | "fix">,
): Issue {
  return { severity: "error", constructPath, ...details, ...(source === undefined ? {} : { source }) };
}
