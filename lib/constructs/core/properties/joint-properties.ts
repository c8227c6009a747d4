import type { IConstruct } from "constructs";
import { nix, type NixValue } from "../../../nix";
import { flakeOf } from "../flake";
import { constructsOf, hostsWith } from "../host";

/** A default that a construct writes although the program does not set the property. */
export interface WrittenDefault<Props, Value> {
  /** The value that the program sets, in one property or in several; undefined if it sets none. */
  readonly set: (props: Props) => Value | undefined;
  /** The default. Undefined if it depends on more than the properties. */
  readonly initial?: Value;
  /** Whether NixOS has the same default, so that nothing changes for hosts without another value if it is not written. */
  readonly isDefaultOfNixos?: boolean;
}

/** The properties of a construct that are also those of others of its class. */
export interface JointProperties {
  /** Name of the class. */
  readonly kind: string;
  /** The properties that the program sets. */
  readonly props: Readonly<Record<string, unknown>>;
  /**
   * Defaults by property that no other module can undo, such as an emptied list: another value is possible only if all hosts
   * of the module have it.
   */
  readonly inseparable: Readonly<Record<string, WrittenDefault<never, unknown>>>;
  /** Properties other than single values, and whether two of their values contradict each other. */
  readonly contradicts: Readonly<Record<string, (first: never, second: never) => boolean>>;
}

const recorded = Symbol.for("cdknix.jointProperties");

/**
 * Records the properties of a construct, because several of its class can apply to one host: one in the class of the host and
 * one in its scope, or two in one scope. On a host, they are like one construct with all their properties.
 */
export function recordJointly<Props extends object>(
  construct: IConstruct,
  kind: string,
  props: Props,
  rules: {
    readonly inseparable?: Readonly<Record<string, WrittenDefault<Props, unknown>>>;
    readonly contradicts?: {
      readonly [Name in keyof Props]?: (first: NonNullable<Props[Name]>, second: NonNullable<Props[Name]>) => boolean;
    };
  } = {},
): void {
  const value = { kind, props, inseparable: rules.inseparable ?? {}, contradicts: rules.contradicts ?? {} };
  Object.defineProperty(construct, recorded, { value, enumerable: false });
  const counts = countsIn(construct);
  counts.set(kind, (counts.get(kind) ?? 0) + 1);
}

const counted = Symbol.for("cdknix.jointCounts");

/** How many constructs of each class the flake of a construct has: of most, it has one, and no other has to be searched for. */
function countsIn(construct: IConstruct): Map<string, number> {
  const flake = flakeOf(construct) as { [counted]?: Map<string, number> };
  if (flake[counted] === undefined) Object.defineProperty(flake, counted, { value: new Map(), enumerable: false });
  return flake[counted] ?? new Map<string, number>();
}

const isAlone = (construct: IConstruct, { kind }: JointProperties): boolean => (countsIn(construct).get(kind) ?? 0) < 2;

/** The recorded properties of a construct; undefined if it shares none. */
export function jointPropertiesOf(construct: unknown): JointProperties | undefined {
  return (construct as { readonly [recorded]?: JointProperties })[recorded];
}

/** A property with a written default, as a construct has to write it. */
export interface Settled<Value> {
  /** The value to write; undefined if that of another construct is in effect on all hosts. */
  readonly value: Value | undefined;
  /** Whether another construct writes the default for the same host, so that a plain value would conflict with it, or lose. */
  readonly overrides: boolean;
}

/** The value of a property with a written default that a construct has to write, given the others of its class. */
export function settled<Props, Value>(construct: IConstruct, property: WrittenDefault<Props, Value>): Settled<Value> {
  const own = property.set(propsOf(construct));
  if (own === undefined) {
    return { value: writesDefault(construct, property) ? property.initial : undefined, overrides: false };
  }
  const overrides = own !== property.initial && othersOf(construct).some((other) => writesDefault(other, property));
  return { value: own, overrides };
}

/**
 * Whether a construct writes the default of a property: the program does not set it, neither for this construct nor, with
 * another value, for others of its class on all of its hosts.
 */
export function writesDefault(construct: IConstruct, property: WrittenDefault<never, unknown>): boolean {
  if (property.set(propsOf(construct)) !== undefined) return false;
  const joint = jointPropertiesOf(construct);
  if (joint === undefined || isAlone(construct, joint)) return true;
  const hosts = hostsWith(construct);
  const hasOther = hosts.map((host) =>
    sameKind(construct, constructsOf(host)).some((other) => {
      const value = property.set(propsOf(other));
      return value !== undefined && value !== property.initial;
    }),
  );
  return property.isDefaultOfNixos === true ? !hasOther.includes(true) : hosts.length === 0 || hasOther.includes(false);
}

/** A value that replaces the default of another construct: `lib.mkOverride 40`, which also wins over `lib.mkForce`. */
export function overriding(value: NixValue): NixValue {
  return nix.comment("mkOverride: the class sets its default, which this host changes", nix.override(40, value));
}

/** The other constructs of the same class on the hosts of a construct. */
function othersOf(construct: IConstruct): readonly IConstruct[] {
  const joint = jointPropertiesOf(construct);
  if (joint === undefined || isAlone(construct, joint)) return [];
  return [...new Set(hostsWith(construct).flatMap((host) => sameKind(construct, constructsOf(host))))];
}

function sameKind(construct: IConstruct, candidates: readonly IConstruct[]): readonly IConstruct[] {
  const kind = jointPropertiesOf(construct)?.kind;
  return candidates.filter((other) => other !== construct && jointPropertiesOf(other)?.kind === kind);
}

const propsOf = (construct: IConstruct): never => (jointPropertiesOf(construct)?.props ?? {}) as never;
