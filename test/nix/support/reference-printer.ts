import type { AttributeName, BindingItem, Expression, Parameter, StringPart } from "../../../lib/nix";

/**
 * A printer without layout or precedence: everything on one line, everything in parentheses.
 * The output of the real printer has to mean the same to Nix.
 */
export function plainly(expression: Expression): string {
  switch (expression.kind) {
    case "identifier":
      return expression.name;
    case "null":
      return "null";
    case "boolean":
      return expression.value ? "true" : "false";
    case "integer":
      return expression.value === -(2n ** 63n) ? "(-9223372036854775807 - 1)" : `(${String(expression.value)})`;
    case "float":
      return floating(expression.value);
    case "string":
    case "indentedString":
      return string(expression.parts);
    case "path":
      return `(${expression.text})`;
    case "raw":
      return `(${expression.text}\n)`;
    case "list":
      return `([ ${expression.items.map(plainly).join(" ")} ])`;
    case "attributeSet":
      return `(${expression.recursive ? "rec " : ""}{ ${bindings(expression.bindings)} })`;
    case "select": {
      const fallback = expression.fallback === undefined ? "" : ` or ${plainly(expression.fallback)}`;
      return `(${plainly(expression.base)}.${path(expression.path)}${fallback})`;
    }
    case "hasAttribute":
      return `(${plainly(expression.base)} ? ${path(expression.path)})`;
    case "lambda":
      return `(${parameter(expression.parameter)}: ${plainly(expression.body)})`;
    case "apply":
      return `(${[expression.fn, ...expression.arguments].map(plainly).join(" ")})`;
    case "let":
      return `(let ${bindings(expression.bindings)} in ${plainly(expression.body)})`;
    case "with":
      return `(with ${plainly(expression.scope)}; ${plainly(expression.body)})`;
    case "if":
      return `(if ${plainly(expression.condition)} then ${plainly(expression.then)} else ${plainly(expression.else)})`;
    case "assert":
      return `(assert ${plainly(expression.condition)}; ${plainly(expression.body)})`;
    case "unary":
      return `(${expression.operator}${plainly(expression.operand)})`;
    case "binary":
      return `(${plainly(expression.left)} ${expression.operator} ${plainly(expression.right)})`;
  }
}

function floating(value: number): string {
  if (Object.is(value, -0)) return "(0.0 * (-1))";
  const sign = value < 0 ? "-" : "";
  const positive = Math.abs(value);
  // The lexer rejects subnormal literals.
  if (positive !== 0 && positive < 2 ** -1022) {
    const half = (2 ** -537).toString();
    const first = (positive / 2 ** -537 / 2 ** -537).toString();
    return `(((${sign}${decimal(first)}) * ${half}) * ${half})`;
  }
  return `(${sign}${decimal(positive.toString())})`;
}

function decimal(digits: string): string {
  const [mantissa = "", exponent] = digits.replace("+", "").split("e");
  return (mantissa.includes(".") ? mantissa : `${mantissa}.0`) + (exponent === undefined ? "" : `e${exponent}`);
}

function string(parts: readonly StringPart[]): string {
  return `"${parts.map((part) => (typeof part === "string" ? escaped(part) : `\${${plainly(part)}}`)).join("")}"`;
}

function escaped(text: string): string {
  return text.replace(/["\\$]/g, "\\$&").replaceAll("\r", "\\r");
}

function path(names: readonly AttributeName[]): string {
  return names.map(name).join(".");
}

function name(attribute: AttributeName): string {
  if (typeof attribute === "string") return string([attribute]);
  return attribute.kind === "string" ? string(attribute.parts) : `\${${plainly(attribute)}}`;
}

function bindings(items: readonly BindingItem[]): string {
  return items
    .map((item) => {
      if (item.kind === "binding") return `${path(item.path)} = ${plainly(item.value)};`;
      const from = item.from === undefined ? "" : ` (${plainly(item.from)})`;
      return `inherit${from} ${item.names.map((each) => string([each])).join(" ")};`;
    })
    .join(" ");
}

function parameter(each: Parameter): string {
  if (typeof each === "string") return each;
  const names = each.names.map((formal) =>
    formal.default === undefined ? formal.name : `${formal.name} ? ${plainly(formal.default)}`,
  );
  return `{ ${[...names, ...(each.ellipsis ? ["..."] : [])].join(", ")} }${each.as === undefined ? "" : `@${each.as}`}`;
}
