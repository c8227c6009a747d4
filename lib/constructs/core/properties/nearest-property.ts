import { nearestName } from "../../../options";
import type { ObjectShape, ValueType } from "./value-type";

/** The property that was probably meant. */
export interface NearestProperty {
  /** Name as in TypeScript, such as `kernelParameters` or `caches[].url`. */
  readonly name: string;
  /** The NixOS option that it sets, if the unknown name is spelled like that option. */
  readonly option?: string;
}

/**
 * Finds the property that an unknown name probably means: the one for the NixOS option of that name, else the one with
 * the most similar name, else the only one whose name contains it.
 */
export function nearestProperty(name: string, shape: ObjectShape): NearestProperty | undefined {
  const spellings = spellingsIn(shape);
  const exact = spellings.get(name);
  if (exact !== undefined) return exact;
  const near = nearestName(name, Object.keys(shape));
  if (near !== undefined) return { name: near };
  const similar = nearestName(name, spellings.keys());
  if (similar !== undefined) return spellings.get(similar);
  const containing = Object.keys(shape).filter((known) => known.toLowerCase().includes(name.toLowerCase()));
  return name.length >= 3 && containing.length === 1 && containing[0] !== undefined
    ? { name: containing[0] }
    : undefined;
}

/** Properties by the NixOS spellings of their options. A spelling that several properties share is left out. */
function spellingsIn(shape: ObjectShape): ReadonlyMap<string, NearestProperty> {
  const found = new Map<string, NearestProperty | undefined>();
  for (const { name, option } of optionsIn(shape)) {
    for (const spelling of spellingsOf(option)) {
      const other = found.get(spelling);
      found.set(spelling, found.has(spelling) && other?.name !== name ? undefined : { name, option });
    }
  }
  return new Map([...found].flatMap(([spelling, property]) => (property === undefined ? [] : [[spelling, property]])));
}

/** The options of an object's properties, including those of the objects in them. */
function optionsIn(shape: ObjectShape, prefix = ""): readonly { readonly name: string; readonly option: string }[] {
  return Object.entries(shape).flatMap(([key, { type, options = [] }]) => [
    ...options.map((option) => ({ name: prefix + key, option })),
    ...objectsIn(type).flatMap(({ inner, suffix }) => optionsIn(inner, `${prefix}${key}${suffix}.`)),
  ]);
}

function objectsIn(type: ValueType): readonly { readonly inner: ObjectShape; readonly suffix: string }[] {
  if (typeof type === "string") return [];
  if ("object" in type) return [{ inner: type.object, suffix: "" }];
  if ("either" in type) return type.either.flatMap(objectsIn);
  if ("list" in type) return objectsIn(type.list).map(({ inner, suffix }) => ({ inner, suffix: `[]${suffix}` }));
  if ("record" in type)
    return objectsIn(type.record).map(({ inner, suffix }) => ({ inner, suffix: `.<name>${suffix}` }));
  return [];
}

/** The whole option and its last name; instead of `enable`, the name of what it enables. */
function spellingsOf(option: string): readonly string[] {
  const names = option.split(".").filter((name) => !name.startsWith("<"));
  const last = names.at(-1) === "enable" ? names.at(-2) : names.at(-1);
  return last === undefined ? [option] : [option, last];
}
