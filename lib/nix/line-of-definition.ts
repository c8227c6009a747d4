import { sourceBindings, type SourceBinding } from "./source-bindings";

/**
 * The line of a module's source that defines an option, counted from 1: of the definition itself, of a set that contains it,
 * or of an option below it. Undefined if there is none.
 * @param names names down to the option
 */
export function lineOfDefinition(text: string, names: readonly string[]): number | undefined {
  const bindings = sourceBindings(text).map((binding) => ({ binding, path: optionPath(binding) }));
  const around = bindings.filter(({ path }) => path.length > 0 && path.every((name, index) => names[index] === name));
  const nearest = around.sort((left, right) => right.path.length - left.path.length).at(0);
  const found = nearest ?? bindings.find(({ path }) => names.every((name, index) => path[index] === name));
  return found === undefined ? undefined : lineAt(text, found.binding.start);
}

/** A module that declares options sets them below `config`. */
function optionPath({ path }: SourceBinding): readonly string[] {
  return path[0] === "config" ? path.slice(1) : path;
}

/** The line of an offset in a text, counted from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
