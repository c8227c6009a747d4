import type { AttributeName, Expression } from "../../../nix";

/** A string in a list of imports. */
export interface TextImport {
  /** Path of the list's element, such as `home-manager.users.me.imports[0]`. */
  readonly path: readonly (string | number)[];
  readonly text: string;
}

/** The strings in a list of imported modules. Strings with interpolations are paths in inputs. */
export function textsInImports(imports: readonly Expression[], path: TextImport["path"]): readonly TextImport[] {
  return imports.flatMap((item, index): readonly TextImport[] => {
    if (item.kind !== "string" && item.kind !== "indentedString") return [];
    const isText = item.parts.every((part) => typeof part === "string");
    return isText ? [{ path: [...path, index], text: item.parts.join("") }] : [];
  });
}

/** The names of a set, below those of the set around it: most sets have no imports, and need no path. */
interface Place {
  readonly names: readonly AttributeName[];
  readonly above: Place | undefined;
}

/** The strings in lists of imports below a module's options, such as those of home-manager. */
export function textImportsBelow(config: Expression): readonly TextImport[] {
  const found: TextImport[] = [];
  const pending: { readonly expression: Expression; readonly place: Place | undefined }[] = [
    { expression: config, place: undefined },
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.expression.kind !== "attributeSet") continue;
    for (const binding of next.expression.bindings) {
      if (binding.kind !== "binding") continue;
      const { path: names, value } = binding;
      if (value.kind === "attributeSet") pending.push({ expression: value, place: { names, above: next.place } });
      else if (value.kind === "list" && names.at(-1) === "imports") {
        const texts = textsInImports(value.items, pathOf({ names, above: next.place }));
        found.push(...texts.filter(({ text }) => /^\.{0,2}\/|\.nix$/.test(text)));
      }
    }
  }
  return found;
}

function pathOf(innermost: Place): readonly string[] {
  const sets: (readonly string[])[] = [];
  for (let place: Place | undefined = innermost; place !== undefined; place = place.above) {
    sets.push(place.names.filter((name) => typeof name === "string"));
  }
  return ["config", ...sets.reverse().flat()];
}
