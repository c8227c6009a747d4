import {
  App,
  BootLoaderKind,
  Compression,
  DiskContent,
  DiskSelector,
  Duration,
  Filesystem,
  Flake,
  Host,
  HostClass,
  InstallMode,
  lib,
  LogicalVolume,
  MachineSelector,
  nix,
  Nixpkgs,
  Partition,
  RaidArray,
  Secret,
  Size,
  ZfsPool,
} from "cdknix";
import type { ObjectShape, ValueType } from "../../../lib/constructs/core/properties/value-type";

/** A property of a construct, or of an object in its properties. */
export interface PropertyPlace {
  /** Names and list positions that lead to it. */
  readonly path: readonly (string | number)[];
  readonly key: string;
  readonly type: ValueType;
  readonly isRequired: boolean;
  /** A right value. */
  readonly sample: unknown;
  /** The properties of the object that has it. */
  readonly shape: ObjectShape;
  /** Right properties of the construct, except that this object has another property; `undefined` removes it. */
  readonly propsWith: (key: string, value: unknown) => unknown;
}

type Wrap = (inner: unknown) => unknown;

/** All properties in a type, to any depth. */
export function propertyPlaces(type: ValueType): readonly PropertyPlace[] {
  return inside(type, [], (inner) => inner);
}

function inside(type: ValueType, path: readonly (string | number)[], wrap: Wrap): readonly PropertyPlace[] {
  if (typeof type === "string") return [];
  if ("list" in type) return inside(type.list, [...path, 0], (inner) => wrap([inner]));
  if ("record" in type) return inside(type.record, [...path, "tested"], (inner) => wrap({ tested: inner }));
  if ("either" in type) return type.either.flatMap((each) => inside(each, path, wrap));
  if (!("object" in type)) return [];
  const shape = type.object;
  return Object.entries(shape).flatMap(([key, property]) => {
    const required = sampleOf(type) as Readonly<Record<string, unknown>>;
    const propsWith = (name: string, value: unknown): unknown => {
      const others = Object.entries(required).filter(([other]) => other !== name);
      return wrap(Object.fromEntries(value === undefined ? others : [...others, [name, value]]));
    };
    const place: PropertyPlace = {
      path: [...path, key],
      key,
      type: property.type,
      isRequired: property.optional !== true,
      sample: sampleOf(property.type),
      shape,
      propsWith,
    };
    return [place, ...inside(property.type, place.path, (inner) => propsWith(key, inner))];
  });
}

/** Instances of the classes that properties have. */
const instances: Readonly<Record<string, () => unknown>> = {
  Nixpkgs: () => Nixpkgs.release("25.05"),
  Compression: () => Compression.xz(),
  Size: () => Size.mebibytes(700),
  BootLoaderKind: () => BootLoaderKind.systemdBoot(),
  DiskContent: () => DiskContent.swap(),
  DiskSelector: () => DiskSelector.only(),
  Filesystem: () => Filesystem.ext4(),
  LogicalVolume: () => LogicalVolume.rest(Filesystem.ext4()),
  Partition: () => Partition.rest(Filesystem.ext4()),
  RaidArray: () => RaidArray.raid1(Filesystem.ext4()),
  Secret: () => Secret.named("disk"),
  ZfsPool: () => ZfsPool.stripe({ datasets: {} }),
  Duration: () => Duration.seconds(30),
  InstallMode: () => InstallMode.attended(),
  MachineSelector: () => MachineSelector.bySerial("1234"),
  Host: () => new Host(otherFlake(), "machine", { system: "x86_64-linux" }),
  HostClass: () => new HostClass(otherFlake(), "iso"),
};

const otherFlake = (): Flake => new Flake(new App(), "other", { nixpkgs: Nixpkgs.release("25.05") });

const samples: Readonly<Record<ValueType & string, unknown>> = {
  any: 1,
  bigint: 1n,
  boolean: true,
  expression: lib.optionals?.(true, []),
  function: () => ({}),
  nix: "text",
  "nix path": nix.file("./motd"),
  "nix set": { services: { fstrim: { enable: true } } },
  null: null,
  number: 4096,
  string: "text",
};

/** A value of a type, with only the required properties of objects. */
export function sampleOf(type: ValueType): unknown {
  if (typeof type === "string") return samples[type];
  if ("literals" in type) return type.literals[0];
  if ("list" in type) return [sampleOf(type.list)];
  if ("record" in type) return { tested: sampleOf(type.record) };
  if ("either" in type) return type.either[0] === undefined ? undefined : sampleOf(type.either[0]);
  if ("instance" in type) return instances[type.instance]?.();
  return Object.fromEntries(
    Object.entries(type.object)
      .filter(([, { optional }]) => optional !== true)
      .map(([name, property]) => [name, sampleOf(property.type)]),
  );
}

/** Values by kind. Nix can represent neither a symbol nor a date. */
const values = {
  string: "text",
  number: 1,
  bigint: 1n,
  boolean: true,
  null: null,
  list: [Symbol("element")],
  object: new Date(0),
  symbol: Symbol("value"),
  function: () => 1,
};

type Kind = keyof typeof values;

/** Values of every kind that a type does not have. */
export function wrongValuesFor(type: ValueType): readonly unknown[] {
  const right = kindsOf(type);
  const wrong = (Object.keys(values) as Kind[]).filter((kind) => !right.includes(kind));
  return wrong.map((kind) => values[kind]);
}

function kindsOf(type: ValueType): readonly Kind[] {
  if (type === "nix") return ["string", "number", "bigint", "boolean", "null", "list"];
  if (type === "any") return Object.keys(values) as Kind[];
  // A date is an object, but not one with properties.
  if (type === "nix set" || type === "nix path" || type === "expression") return [];
  if (typeof type === "string") return [type];
  if ("list" in type) return type.list === "nix" ? ["list"] : [];
  if ("either" in type) return type.either.flatMap(kindsOf);
  return "literals" in type ? ["string"] : [];
}
