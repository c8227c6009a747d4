import type { NixosConfig } from "../nixos-options";
import type { NixValue } from "../../../nix";
import { hasMark } from "../marks";
import { PropsDefinition } from "./props-definition";
import type { ObjectShape, PropertyShape, ValueType } from "./value-type";

declare const described: unique symbol;

/**
 * The type of a property at run time. Created by {@link prop}.
 * @public
 */
export interface PropertyType<Value> {
  /** The type as data. For internal use. */
  readonly type: unknown;
  /** Never present: lets TypeScript compare the type with that of the interface. */
  readonly [described]?: (value: Value) => Value;
}

/**
 * The type of a property that may be omitted. Created by `prop.optional`.
 * @public
 */
export interface OptionalPropertyType<Value> extends PropertyType<Value> {
  readonly optional: true;
}

/**
 * A type as {@link prop} describes it: lists are read-only.
 * @public
 */
export type DescribedType<Value> = [NixValue] extends [Value]
  ? Value
  : Value extends readonly (infer Element)[]
    ? readonly DescribedType<Element>[]
    : Value;

/**
 * A type for each property of an interface, optional exactly where the interface says so.
 * @public
 */
export type PropertyTypes<Props> = {
  readonly [Name in keyof Props]-?: Partial<Pick<Props, Name>> extends Pick<Props, Name>
    ? OptionalPropertyType<DescribedType<Exclude<Props[Name], undefined>>>
    : PropertyType<DescribedType<Props[Name]>> & { readonly optional?: never };
};

const as = <Value>(type: ValueType): PropertyType<Value> => ({ type });

const typeOf = (property: { readonly type: unknown }): ValueType => property.type as ValueType;

function shapeOf<Props>(properties: PropertyTypes<Props>): ObjectShape {
  return Object.fromEntries(
    Object.entries<PropertyShape>(properties as object as ObjectShape).map(([name, { type, optional, options }]) => [
      name,
      {
        type,
        ...(optional === true ? { optional } : {}),
        ...(options === undefined ? {} : { options }),
      },
    ]),
  );
}

/**
 * Types of properties, for {@link defineProps}.
 * @public
 */
export const prop = {
  string: as<string>("string"),
  number: as<number>("number"),
  boolean: as<boolean>("boolean"),
  null: as<null>("null"),
  /** Any value that can be converted to Nix: data or an expression. */
  nix: as<NixValue>("nix"),
  /** Option definitions, as in the `config` of a `NixosModule`. */
  config: as<NixosConfig>("nix set"),
  /** A value of any type, which is not checked. */
  unchecked: <Value>(): PropertyType<Value> => as<Value>("any"),
  /** A function; its parameters are not checked. */
  function: <Value>(): PropertyType<Value> => as<Value>("function"),
  /** One of some strings. */
  oneOf: <const Value extends string>(...values: readonly Value[]): PropertyType<Value> =>
    as<Value>({ literals: values }),
  /** A list. */
  list: <Value>(element: PropertyType<Value>): PropertyType<readonly Value[]> =>
    as<readonly Value[]>({ list: typeOf(element) }),
  /** An object with arbitrary names. */
  record: <Value>(value: PropertyType<Value>): PropertyType<Readonly<Record<string, Value>>> =>
    as<Readonly<Record<string, Value>>>({ record: typeOf(value) }),
  /** An object with the properties of an interface. */
  object: <Value>(properties: PropertyTypes<Value>): PropertyType<Value> => as<Value>({ object: shapeOf(properties) }),
  /** An instance of a class. */
  instance: <Value>(of: { readonly prototype: Value; readonly name: string }): PropertyType<Value> =>
    as<Value>({ instance: of.name, makers: [], ...(hasMark(of.prototype, of.name) ? {} : { of }) }),
  /** A value of one of several types. */
  either: <Values extends readonly unknown[]>(
    ...types: { readonly [Index in keyof Values]: PropertyType<Values[Index]> }
  ): PropertyType<Values[number]> => as<Values[number]>({ either: types.map((type) => typeOf(type)) }),
  /** A property that may be omitted. */
  optional: <Value>(property: PropertyType<Value>): OptionalPropertyType<Value> => ({ ...property, optional: true }),
  /** A property that sets a NixOS option of another name, so that errors can suggest it. */
  option: <Type extends { readonly type: unknown }>(option: string, property: Type): Type => ({
    ...property,
    options: [option],
  }),
} as const;

/**
 * Describes the properties of a construct, so that mistakes in programs that no compiler checks are reported, with a
 * suggestion. The compiler checks that the description and the interface are the same.
 *
 * @example
 * const serialConsoleProps = defineProps<SerialConsoleProps>({ speed: prop.optional(prop.number) });
 * @public
 */
export function defineProps<Props>(properties: PropertyTypes<Props>): PropsDefinition<Props> {
  return new PropsDefinition({ type: { object: shapeOf(properties) } });
}
