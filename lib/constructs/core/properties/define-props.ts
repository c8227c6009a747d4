import type { NixosConfig } from "../nixos-options";
import type { NixValue } from "../../../nix";
import { hasMark } from "../marks";
import { checkProps, type PropsDefinition } from "./props-definition";
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
 * The kinds of {@link prop}.
 * @public
 */
export interface PropertyKinds {
  readonly string: PropertyType<string>;
  readonly number: PropertyType<number>;
  readonly boolean: PropertyType<boolean>;
  readonly null: PropertyType<null>;
  /** Any value that can be converted to Nix: data or an expression. */
  readonly nix: PropertyType<NixValue>;
  /** Option definitions, as in the `config` of a `NixosModule`. */
  readonly config: PropertyType<NixosConfig>;
  /** A value of any type, which is not checked. */
  readonly unchecked: <Value>() => PropertyType<Value>;
  /** A function; its parameters are not checked. */
  readonly function: <Value>() => PropertyType<Value>;
  /** One of some strings. */
  readonly oneOf: <const Value extends string>(...values: readonly Value[]) => PropertyType<Value>;
  /** A list. */
  readonly list: <Value>(element: PropertyType<Value>) => PropertyType<readonly Value[]>;
  /** An object with arbitrary names. */
  readonly record: <Value>(value: PropertyType<Value>) => PropertyType<Readonly<Record<string, Value>>>;
  /** An object with the properties of an interface. */
  readonly object: <Value>(properties: PropertyTypes<Value>) => PropertyType<Value>;
  /** An instance of a class. */
  readonly instance: <Value>(of: { readonly prototype: Value; readonly name: string }) => PropertyType<Value>;
  /** A value of one of several types. */
  readonly either: <Values extends readonly unknown[]>(
    ...types: { readonly [Index in keyof Values]: PropertyType<Values[Index]> }
  ) => PropertyType<Values[number]>;
  /** A property that may be omitted. */
  readonly optional: <Value>(property: PropertyType<Value>) => OptionalPropertyType<Value>;
  /** A property that sets a NixOS option of another name, so that errors can suggest it. */
  readonly option: <Type extends { readonly type: unknown }>(option: string, property: Type) => Type;
}

/**
 * Types of properties, for {@link defineProps}.
 * @public
 */
export const prop: PropertyKinds = {
  string: as("string"),
  number: as("number"),
  boolean: as("boolean"),
  null: as("null"),
  nix: as("nix"),
  config: as("nix set"),
  unchecked: () => as("any"),
  function: () => as("function"),
  oneOf: (...values) => as({ literals: values }),
  list: (element) => as({ list: typeOf(element) }),
  record: (value) => as({ record: typeOf(value) }),
  object: (properties) => as({ object: shapeOf(properties) }),
  instance: (of) => as({ instance: of.name, makers: [], ...(hasMark(of.prototype, of.name) ? {} : { of }) }),
  either: (...types) => as({ either: types.map(typeOf) }),
  optional: (property) => ({ ...property, optional: true }),
  option: (option, property) => ({ ...property, options: [option] }),
};

/**
 * Describes the properties of a construct, so that mistakes in programs that no compiler checks are reported, with a
 * suggestion. The compiler checks that the description and the interface are the same.
 *
 * @example
 * const serialConsoleProps = defineProps<SerialConsoleProps>({ speed: prop.optional(prop.number) });
 * @public
 */
export function defineProps<Props>(properties: PropertyTypes<Props>): PropsDefinition<Props> {
  const shape = { type: { object: shapeOf(properties) } };
  return { check: (props, { exact = true } = {}) => checkProps(shape, props, { exact }) };
}
