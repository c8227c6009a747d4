import type { Issue } from "../../../model";
import { printExpression, type Expression } from "../../../nix";
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
        : undefined;
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
      return undefined;
  }
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
