import type { ObjectShape, ValueType } from "./value-type";

/** An object that a type contains. */
interface ObjectIn {
  readonly inner: ObjectShape;
  /** The steps to it from the name of the property, such as `[]` for an element of a list. */
  readonly suffix: string;
}

/** The objects in a type, as such or as elements of lists and records. */
export function objectsIn(type: ValueType): readonly ObjectIn[] {
  if (typeof type === "string") return [];
  if ("object" in type) return [{ inner: type.object, suffix: "" }];
  if ("either" in type) return type.either.flatMap(objectsIn);
  if ("list" in type) return objectsIn(type.list).map(({ inner, suffix }) => ({ inner, suffix: `[]${suffix}` }));
  if ("record" in type)
    return objectsIn(type.record).map(({ inner, suffix }) => ({ inner, suffix: `.<name>${suffix}` }));
  return [];
}
