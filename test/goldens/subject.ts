import type { NixosModule } from "cdknix";
import type { Construct } from "constructs";

/** A construct with each property set to each kind of value that it accepts. */
export interface Subject {
  /** Name of its properties' type, such as `BootConfigProps`. */
  readonly propsName: string;
  /** File in test/goldens/variants with the variants. */
  readonly file: string;
  /** The properties of each variant, by name. */
  readonly variants: ReadonlyMap<string, object>;
  /** Whether the variants are parts of a machine to install, which has no image. Default: false. */
  readonly isMachine?: boolean;
  /** Creates a variant in a host. */
  readonly make: (host: Construct, id: string, variant: string) => NixosModule;
}

/**
 * Variants of one property: `{ copyToRam: [true, false] }` is `copyToRam-true` and `copyToRam-false`. Values that cannot
 * be part of a name get one.
 */
export type ValuesOf<Props> = {
  readonly [Name in keyof Props]-?:
    readonly Exclude<Props[Name], undefined>[] | Readonly<Record<string, Exclude<Props[Name], undefined>>>;
};

/**
 * A subject whose variants are: nothing set, and each property set to each of its values.
 * @param required properties set in every variant, because the construct requires them
 * @param values the values of each property. Omitting one is a type error
 * @param combinations additional variants, for values that require others
 */
export function subject<Props extends object>(
  file: string,
  construct: new (scope: Construct, id: string, props: Props) => NixosModule,
  required: Props,
  values: ValuesOf<Props>,
  combinations: Readonly<Record<string, Props>> = {},
): Subject {
  const variants = new Map<string, Props>([["default", required]]);
  for (const [property, given] of Object.entries<readonly unknown[] | Readonly<Record<string, unknown>>>(values)) {
    const named = Array.isArray(given) ? given.map((value) => [String(value), value] as const) : Object.entries(given);
    for (const [name, value] of named) variants.set(`${property}-${name}`, { ...required, [property]: value });
  }
  for (const [name, props] of Object.entries(combinations)) variants.set(name, { ...required, ...props });
  return {
    file,
    propsName: `${construct.name}Props`,
    variants,
    make: (host, id, variant) => new construct(host, id, variants.get(variant) ?? required),
  };
}
