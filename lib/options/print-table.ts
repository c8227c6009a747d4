import type { OptionTable, TableNode } from "./option-table";

/** A table as JSON, an option on a line, so that what another nixpkgs changes is to be seen. */
export function printOptionTable({ root, types, ...head }: OptionTable): string {
  const heads = Object.entries(head).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)},`);
  const lines = types.map((type) => `  ${JSON.stringify(type)}`);
  return ["{", ...heads, `"types": [`, lines.join(",\n"), "],", `"root": ${printNode(root, "")}`, "}", ""].join("\n");
}

function printNode({ below, ...own }: TableNode, indentation: string): string {
  if (below === undefined) return JSON.stringify(own);
  const inner = `${indentation} `;
  const children = Object.entries(below).map(
    ([name, node]) => `${inner}${JSON.stringify(name)}: ${printNode(node, inner)}`,
  );
  const facts = JSON.stringify(own).slice(1, -1);
  return `{${facts === "" ? "" : `${facts}, `}"below": {\n${children.join(",\n")}\n${indentation}}}`;
}
