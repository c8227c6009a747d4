import type { NixDefinition, NixExpression, NixPackage, NixPath, NixValue } from "../../nix";

/**
 * The options of NixOS. Empty by default: the declarations written by `synth import` merge into it, and from then on
 * the compiler checks and editors complete the `config` of a `NixosModule`.
 * @public
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- declarations of a project merge into it
export interface NixosOptions {}

/**
 * Untyped option definitions: nested attribute sets of NixOS option values.
 * @public
 */
// eslint-disable-next-line @typescript-eslint/consistent-indexed-object-style -- an interface keeps its name in editors
export interface UntypedNixosConfig {
  readonly [option: string]: NixValue | undefined;
}

/**
 * Option definitions: nested attribute sets of NixOS option values. A value is plain data or an expression of `nix`,
 * `pkgs`, `lib`, `config`, `inputs`, and so on. After `synth import`, only the options in {@link NixosOptions} are
 * allowed; before, any name is.
 * @public
 */
export type NixosConfig = keyof NixosOptions extends never ? UntypedNixosConfig : NixosOptions;

/**
 * The values allowed for an option of type `Value`; `undefined` leaves the option unset.
 * @public
 */
export type NixosOption<Value> = Value | NixExpression<Value> | undefined;

/**
 * A list whose elements may be expressions.
 * @public
 */
export type NixosList<Element> = readonly NixDefinition<Element>[];

/**
 * An attribute set with arbitrary names.
 * @public
 */
// An interface, because tsc resolves it only where it is used, and there are thousands.
// eslint-disable-next-line @typescript-eslint/consistent-indexed-object-style -- resolved only where used
export interface NixosAttributes<Value> {
  readonly [name: string]: Value | NixExpression<Value> | undefined;
}

/**
 * An integer: a `number`, or a `bigint` for the full 64-bit range.
 * @public
 */
export type NixosInteger = number | bigint;

/**
 * Value of an option of type "path": a string that begins with a slash, a path, or a package (its store path).
 * @public
 */
export type NixosPath = string | NixPath | NixPackage;

/**
 * A value of unknown type.
 * @public
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the option accepts every value
export type NixosAnything = any;

/**
 * A read-only option, which only NixOS itself sets.
 * @public
 */
export interface NixosReadOnly {
  readonly [readOnly]: never;
}

/**
 * A removed option; setting it fails. Its documentation names the replacement.
 * @public
 */
export interface NixosRemoved {
  readonly [removed]: never;
}

declare const readOnly: unique symbol;
declare const removed: unique symbol;
