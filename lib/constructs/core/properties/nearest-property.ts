import { nearestName } from "../../../options";
import { objectsIn } from "./objects-in";
import type { ObjectShape } from "./value-type";

/** The property that was probably meant. */
export interface NearestProperty {
  /** Names as in TypeScript, such as `kernelParameters` or `caches[].url`: several for an option that several set. */
  readonly names: readonly string[];
  /** The NixOS option that it sets, if the unknown name is spelled like that option. */
  readonly option?: string;
}

/**
 * Finds the property that an unknown name probably means: the one for the NixOS option of that name, else the one with
 * the most similar name, else the only one whose name contains it.
 * @param value value of the unknown property: options may be nested in it, as in `loader: { timeout: 5 }`
 */
export function nearestProperty(name: string, shape: ObjectShape, value?: unknown): NearestProperty | undefined {
  const exact = certainProperty(name, shape, value);
  if (exact !== undefined) return exact;
  const known = optionsOf(shape);
  const similar = nearestName(
    name,
    known.flatMap(({ option }) => lastName(option)),
  );
  if (similar !== undefined) return ofOption(known, (option) => lastName(option) === similar);
  const containing = Object.keys(shape).filter((property) => property.toLowerCase().includes(name.toLowerCase()));
  return name.length >= 3 && containing.length === 1 ? { names: containing } : undefined;
}

/** The property that an unknown name means without much doubt: spelled as its NixOS option, or nearly as itself. */
export function certainProperty(name: string, shape: ObjectShape, value?: unknown): NearestProperty | undefined {
  const known = optionsOf(shape);
  for (const path of [[...name.split(".")], ...pathsIn(value).map((inner) => [...name.split("."), ...inner])]) {
    const exact = ofOption(known, (option) => isSpelledLike(path, option));
    if (exact !== undefined) return exact;
  }
  const near = nearestName(name, Object.keys(shape));
  return near === undefined ? undefined : { names: [near] };
}

/**
 * Whether names are those of a NixOS option: all of them, or the last ones. The name of an option that ends in `enable` is that
 * of what it enables.
 */
export function isSpelledLike(path: readonly string[], option: string): boolean {
  const wanted = withoutEnable(path);
  const names = withoutEnable(option.split("."));
  return endWith(names, wanted) || endWith(withoutPlaceholder(names), wanted);
}

/** Whether the last names are these, of which at least one is written in the option. */
function endWith(names: readonly string[], wanted: readonly string[]): boolean {
  if (wanted.length === 0 || wanted.length > names.length) return false;
  const end = names.slice(-wanted.length);
  return (
    end.some((name) => !isPlaceholder(name)) &&
    end.every((name, index) => isPlaceholder(name) || name === wanted[index])
  );
}

const withoutEnable = (path: readonly string[]): readonly string[] =>
  path.at(-1) === "enable" ? path.slice(0, -1) : path;

const withoutPlaceholder = (path: readonly string[]): readonly string[] =>
  isPlaceholder(path.at(-1) ?? "") ? path.slice(0, -1) : path;

const lastName = (option: string): string => withoutPlaceholder(withoutEnable(option.split("."))).at(-1) ?? option;

const isPlaceholder = (name: string): boolean => name.startsWith("<");

/** A NixOS option, and the property that users may mean with its name. */
interface OptionOf {
  readonly name: string;
  readonly option: string;
}

function ofOption(known: readonly OptionOf[], isMeant: (option: string) => boolean): NearestProperty | undefined {
  const meant = known.filter(({ option }) => isMeant(option));
  const precise = meant.filter(({ option }) => !option.includes("<"));
  const found = precise.length > 0 ? precise : meant;
  const [first] = found;
  return first === undefined ? undefined : { names: [...new Set(found.map(({ name }) => name))], option: first.option };
}

/** The options of an object's properties, including those of the objects in them. */
function optionsOf(shape: ObjectShape, prefix = ""): readonly OptionOf[] {
  return Object.entries(shape).flatMap(([key, { type, options = [], insteadOf = [] }]) => [
    ...[...options, ...insteadOf].map((option) => ({ name: prefix + key, option })),
    ...objectsIn(type).flatMap(({ inner, suffix }) => optionsOf(inner, `${prefix}${key}${suffix}.`)),
  ]);
}

const deepest = 4;
const widest = 8;

/** The names that lead to the values in nested sets, as far as options may be written there. */
function pathsIn(value: unknown, depth = deepest): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null || Array.isArray(value) || depth === 0) return [];
  return Object.entries(value)
    .slice(0, widest)
    .flatMap(([name, inner]) => [[name], ...pathsIn(inner, depth - 1).map((path) => [name, ...path])]);
}
