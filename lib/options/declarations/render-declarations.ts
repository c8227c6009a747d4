import { TypeRenderer } from "../types/render-types";
import { TypeNames } from "../types/type-names";
import type { OptionNode } from "./option-tree";
import { documentation } from "./render-documentation";

/** Names exported by the package that the declarations use. */
const imported = [
  "NixFunction",
  "NixosAnything",
  "NixosAttributes",
  "NixosInteger",
  "NixosList",
  "NixosOption",
  "NixosPath",
  "NixosReadOnly",
  "NixosRemoved",
  "NixPackage",
];

/**
 * Renders a TypeScript declaration file that merges options into the package's interface `NixosOptions`. Sets of
 * options become interfaces, which the compiler resolves only where a program uses them; identical ones are declared
 * once.
 * @param about lines of the header comment
 */
export function renderDeclarations(root: OptionNode, about: readonly string[]): string {
  const names = new TypeNames(imported);
  const renderer: TypeRenderer = new TypeRenderer(root, names, (node, path, isOpen) =>
    names.interface(path, membersOf(node, path, isOpen)),
  );
  const membersOf = (node: OptionNode, path: readonly string[], isOpen: boolean): string => {
    const members = [...node.below].flatMap(([name, child]) => {
      if (name === "<name>" || name === "*") return [];
      const type = renderer.property(child, [...path, name]);
      return [`${documentation(child)}  readonly ${propertyName(name)}?: ${type};\n`];
    });
    return members.join("") + (isOpen ? "  readonly [other: string]: NixosAnything;\n" : "");
  };
  const options = membersOf(root, [], false);
  const body = [`declare module "cdknix" {\ninterface NixosOptions {\n${options}}\n}`, ...names.declarations].join(
    "\n\n",
  );
  const used = imported.filter((name) => new RegExp(`\\b${name}\\b`).test(body));
  return [
    ...about.map((line) => `// ${line}`.trimEnd()),
    // The lint rules of a project are for what people write there, not for what is generated.
    "/* eslint-disable */",
    used.length === 0 ? 'import "cdknix";' : `import type { ${used.join(", ")} } from "cdknix";`,
    "",
    body,
    "",
  ].join("\n");
}

function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}
