import { z } from "zod";

/**
 * A Nix value as JSON. A value that JSON cannot represent is an object with the key `$nix`, which names its kind: `package`,
 * `function`, `path`, `package-set`, `throws`, a property of the module system (`override`, `order`, `merge`), and so on.
 */
export type NixData = null | boolean | number | string | readonly NixData[] | { readonly [key: string]: NixData };

/** Whether a value is a list. Array.isArray does not narrow a read-only one. */
export function isList(value: NixData | undefined): value is readonly NixData[] {
  return Array.isArray(value);
}

/** The kind of a value that JSON cannot represent; undefined for all others. */
export function specialKind(value: NixData): string | undefined {
  if (typeof value !== "object" || value === null || !("$nix" in value)) return undefined;
  return typeof value.$nix === "string" ? value.$nix : undefined;
}

const data: z.ZodType<NixData> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(data), z.record(z.string(), data)]),
);

const definition = z.object({
  outcome: z.enum(["wins", "loses", "inactive"]),
  file: z.string(),
  isDefault: z.boolean(),
  /** Null if the definition is not active. */
  priority: z.number().nullable(),
  /** Null if it has no order. */
  order: z.number().nullable(),
  value: data,
});

const option = z.object({
  kind: z.literal("option"),
  loc: z.array(z.string()),
  /** Other names in the same set, if it accepts any name. */
  siblings: z.array(z.string()),
  type: z.string().nullable(),
  declarations: z.array(z.string()),
  default: z.union([z.object({ text: z.string() }), z.object({ value: data })]).nullable(),
  value: data,
  definitions: z.array(definition),
});

const prefix = z.object({ kind: z.literal("prefix"), loc: z.array(z.string()), options: z.array(option) });
const unknown = z.object({ kind: z.literal("unknown"), loc: z.array(z.string()), names: z.array(z.string()) });

/** The output of the Nix files in this directory. */
export const knownSchema = z.object({
  /** Directory of nixpkgs or of the offline base; null if its module system does not expose it. */
  nixpkgs: z.string().nullable(),
  /** Directory of the program's flake, with a trailing slash. */
  tree: z.string(),
  /** Directories of the flake's inputs by name. */
  inputs: z.record(z.string(), z.string()),
  /** Whether losing definitions are included. */
  isComplete: z.boolean(),
  answer: z.discriminatedUnion("kind", [option, prefix, unknown]),
});

/** Nix's data about an option. */
export type KnownOption = z.infer<typeof option>;
export type Known = z.infer<typeof knownSchema>;
