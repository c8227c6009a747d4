import { formatValuePath, memberPath, printExpression, type Expression, type ValuePath } from "../../../nix";
import type { IssueDetails } from "../../core";

type Details = IssueDetails & { readonly code: string };

/**
 * The problems with expressions in a list of imported modules that Nix would reject, in words about something else.
 * @param list path of the list in the construct's properties
 */
export function importIssues(items: readonly Expression[], list: ValuePath): readonly Details[] {
  return items.flatMap((item, index) => issueOf(item, formatValuePath([...list, index])) ?? []);
}

function issueOf(item: Expression, where: string): Details | undefined {
  const value = printExpression(item).replaceAll(/\s+/g, " ").slice(0, 120);
  if (item.kind === "list") {
    const reason = "NixOS does not flatten lists of modules";
    return {
      code: "not-a-module",
      message: `${where} is a list, not a module`,
      value,
      reason,
      fix: "use the spread syntax: ...modules",
    };
  }
  const root = rootOf(item);
  if (root === "pkgs" || root === "config") {
    return {
      code: "not-a-module",
      message: `${where} depends on ${root}, which depends on the imported modules`,
      value,
      reason: "Nix would have to know the modules to find them: infinite recursion",
      fix: "import a file, or a module of an input: inputs.<name>.nixosModules.default",
    };
  }
  const [name, ...rest] = item.kind === "select" && root === "inputs" ? item.path : [];
  if (typeof name !== "string" || rest.length > 0) return undefined;
  const input = memberPath(["inputs", name]);
  return {
    code: "not-a-module",
    message: `${where} is a flake input, not a module`,
    value: input,
    reason: "a flake has modules as outputs",
    fix: `use one of its modules, such as ${input}.nixosModules.default, or a file in it: nix.str\`\${${input}}/module.nix\``,
  };
}

/** The variable that an expression selects from, itself or in the beginning of a path: `pkgs`, `inputs`. */
function rootOf(item: Expression): string | undefined {
  const [part] = item.kind === "string" ? item.parts : [item];
  if (part === undefined || typeof part === "string" || part.kind !== "select") return undefined;
  return part.base.kind === "identifier" ? part.base.name : undefined;
}
