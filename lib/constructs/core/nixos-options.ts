import type { NixDefinition, NixExpression, NixPackage, NixPath, NixValue } from "../../nix";

/**
 * The options of NixOS. Empty here: what `synth import` writes is merged into it, and from then on `config` of a
 * `NixosModule` is checked and completed.
 * @public
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface NixosOptions {}

/**
 * Option definitions of which nothing is known: nested attribute sets of option values as NixOS takes them.
 * @public
 */
// eslint-disable-next-line @typescript-eslint/consistent-indexed-object-style
export interface UntypedNixosConfig {
  readonly [option: string]: NixValue | undefined;
}

/**
 * Option definitions: nested attribute sets of option values as NixOS takes them. A value is plain data or an
 * expression of `nix`, `pkgs`, `lib`, `config`, `inputs` and so on. After `synth import` those of {@link NixosOptions},
 * before it anything.
 * @public
 */
export type NixosConfig = keyof NixosOptions extends never ? UntypedNixosConfig : NixosOptions;

/**
 * What an option may be set to whose values are of type `Value`; `undefined` sets nothing.
 * @public
 */
export type NixosOption<Value> = Value | NixExpression<Value> | undefined;

/**
 * A list, each element of which may be an expression.
 * @public
 */
export type NixosList<Element> = readonly NixDefinition<Element>[];

/**
 * An attribute set of any names.
 * @public
 */
// An interface: tsc looks into it only where it is used, and there are thousands.
// eslint-disable-next-line @typescript-eslint/consistent-indexed-object-style
export interface NixosAttributes<Value> {
  readonly [name: string]: Value | NixExpression<Value> | undefined;
}

/**
 * A whole number, such as an option of 64 bits takes.
 * @public
 */
export type NixosInteger = number | bigint;

/**
 * What an option of type "path" takes: text that begins with a slash, a path, or a package, which is a path in the store.
 * @public
 */
export type NixosPath = string | NixPath | NixPackage;

/**
 * Data of which nothing is known.
 * @public
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type NixosAnything = any;

/**
 * An option that NixOS sets by itself, and no module may.
 * @public
 */
export interface NixosReadOnly {
  readonly [readOnly]: never;
}

/**
 * An option that is no more; setting it fails. Its documentation says what to use instead.
 * @public
 */
export interface NixosRemoved {
  readonly [removed]: never;
}

declare const readOnly: unique symbol;
declare const removed: unique symbol;
