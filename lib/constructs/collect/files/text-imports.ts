import type { Expression } from "../../../nix";

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

/** The strings in lists of imports below a module's options, such as those of home-manager. */
export function textImportsBelow(config: Expression): readonly TextImport[] {
  const found: TextImport[] = [];
  const pending: { readonly expression: Expression; readonly path: readonly string[] }[] = [
    { expression: config, path: ["config"] },
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.expression.kind !== "attributeSet") continue;
    for (const binding of next.expression.bindings) {
      if (binding.kind !== "binding") continue;
      const names = binding.path.filter((name) => typeof name === "string");
      const path = [...next.path, ...names];
      if (binding.value.kind === "attributeSet") pending.push({ expression: binding.value, path });
      else if (names.at(-1) === "imports" && binding.value.kind === "list") {
        const texts = textsInImports(binding.value.items, path);
        found.push(...texts.filter(({ text }) => /^\.{0,2}\/|\.nix$/.test(text)));
      }
    }
  }
  return found;
}
