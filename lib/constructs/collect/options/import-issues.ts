import type { Issue } from "../../../model";
import { memberPath, printExpression, type Expression } from "../../../nix";
import { importAsText } from "../files/asset-issues";
import type { ImportedModule } from "./imported-modules";
import type { ModulePart } from "./module-parts";

type Details = Pick<Issue, "code" | "message" | "value" | "reason" | "fix">;

/** Reports elements of `imports` that are no modules. */
export function importIssues(parts: readonly ModulePart[]): readonly Issue[] {
  return parts.flatMap(({ module, place, imports }) =>
    imports.flatMap((imported): readonly Issue[] => {
      const details = detailsOf(imported, `${place}imports${imported.place}`);
      if (details === undefined) return [];
      const { constructPath, source } = module;
      return [{ ...details, severity: "error", constructPath, ...(source === undefined ? {} : { source }) }];
    }),
  );
}

function detailsOf({ value, isList }: ImportedModule, where: string): Details | undefined {
  if (isList) {
    return value.kind !== "attributeSet" && !isScalar(value)
      ? undefined
      : {
          code: "import-not-module",
          message: `${where} must be a list of modules`,
          value: shown(value),
          fix: "write a list: [module]",
        };
  }
  switch (value.kind) {
    case "string":
    case "indentedString":
      return value.parts.every((part) => typeof part === "string")
        ? importAsText(where, value.parts.join(""))
        : expressionIssue(value, where);
    case "list":
      return {
        code: "import-not-module",
        message: `${where} is a list, not a module`,
        value: shown(value),
        reason: "NixOS rejects lists inside imports",
        fix: "spread it into the outer list: ...modules",
      };
    case "null":
    case "boolean":
    case "integer":
    case "float":
      return notAModule(where, shown(value));
    default:
      return expressionIssue(value, where);
  }
}

/** The problem with an expression that Nix would reject, in words about something else. */
function expressionIssue(item: Expression, where: string): Details | undefined {
  const root = rootOf(item);
  if (root === "pkgs" || root === "config") {
    return {
      code: "import-not-module",
      message: `${where} depends on ${root}, which depends on the imported modules`,
      value: shown(item),
      reason: "Nix would have to know the modules to find them: infinite recursion",
      fix: "import a file, or a module of an input: inputs.<name>.nixosModules.default",
    };
  }
  const [name, ...rest] = item.kind === "select" && root === "inputs" ? item.path : [];
  if (typeof name !== "string" || rest.length > 0) return undefined;
  const input = memberPath(["inputs", name]);
  return {
    code: "import-not-module",
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

/** The error for a value in a list of imports that is no module. */
export function notAModule(where: string, value: string): Details {
  return {
    code: "import-not-module",
    message: `${where} is not a module`,
    value,
    reason: "a module is a file, a set of options, or a function that returns one",
    fix: "remove it; to import a module under a condition, write ...(condition ? [module] : [])",
  };
}

const isScalar = ({ kind }: Expression): boolean =>
  ["null", "boolean", "integer", "float", "string", "indentedString"].includes(kind);

const shown = (value: Expression): string => {
  const text = printExpression(value).replaceAll(/\s+/g, " ");
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
};
