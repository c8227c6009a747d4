import type { Expression } from "./ast/ast";

/** Functions of nixpkgs' library and of Nix that return a list, and whose names say so. */
const listFunctions: ReadonlySet<unknown> = new Set([
  "attrValues",
  "catAttrs",
  "concatLists",
  "concatMap",
  "filter",
  "flatten",
  "imap0",
  "imap1",
  "map",
  "mapAttrsToList",
  "optional",
  "optionals",
  "remove",
  "subtractLists",
  "unique",
]);

/** Source that is a list, or a call of a function that returns one. */
const rawList = new RegExp(
  String.raw`^[\s(]*(?:with\s[^;]+;[\s(]*)?(?:\[|(?:(?:lib|builtins)\.(?:lists\.)?)?(?:${[...listFunctions].join("|")})\s)`,
);

/** Whether an expression is certainly a list: literally, by `++`, or as the result of a function such as `lib.optional`. */
export function isListExpression(expression: Expression): boolean {
  switch (expression.kind) {
    case "list":
      return true;
    case "binary":
      return expression.operator === "++";
    case "if":
      return isListExpression(expression.then) && isListExpression(expression.else);
    case "let":
    case "with":
      return isListExpression(expression.body);
    case "apply":
      return returnsList(expression.fn);
    case "raw":
      return rawList.test(expression.text);
    default:
      return false;
  }
}

function returnsList(fn: Expression): boolean {
  if (fn.kind === "identifier") return fn.name === "map";
  if (fn.kind !== "select" || fn.base.kind !== "identifier") return false;
  return ["lib", "builtins"].includes(fn.base.name) && listFunctions.has(fn.path.at(-1));
}
