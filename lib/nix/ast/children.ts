import type { AttributeName, BindingItem, Expression, Parameter, StringPart } from "./ast";

/** The direct children of an expression, in source order. */
export function childrenOf(expression: Expression): readonly Expression[] {
  const children: Expression[] = [];
  // Rebuilding visits every child in order; returning each unchanged makes it a plain visit.
  rebuild(expression, (child) => {
    children.push(child);
    return child;
  });
  return children;
}

/** Replaces each child of an expression; returns the same object if no child changes. */
export function rebuild(expression: Expression, replace: (child: Expression) => Expression): Expression {
  switch (expression.kind) {
    case "identifier":
    case "null":
    case "boolean":
    case "integer":
    case "float":
    case "path":
    case "raw":
      return expression;
    case "string":
    case "indentedString": {
      const parts = mapped(expression.parts, (part) => mixed(part, replace));
      return parts === expression.parts ? expression : { ...expression, parts };
    }
    case "list": {
      const items = mapped(expression.items, replace);
      return items === expression.items ? expression : { ...expression, items };
    }
    case "attributeSet": {
      const bindings = mapped(expression.bindings, (item) => bindingItem(item, replace));
      return bindings === expression.bindings ? expression : { ...expression, bindings };
    }
    case "let": {
      const bindings = mapped(expression.bindings, (item) => bindingItem(item, replace));
      const body = replace(expression.body);
      return bindings === expression.bindings && body === expression.body
        ? expression
        : { ...expression, bindings, body };
    }
    case "select": {
      const base = replace(expression.base);
      const path = mapped(expression.path, (name) => mixed(name, replace));
      const fallback = expression.fallback === undefined ? undefined : replace(expression.fallback);
      if (base === expression.base && path === expression.path && fallback === expression.fallback) return expression;
      return fallback === undefined ? { ...expression, base, path } : { ...expression, base, path, fallback };
    }
    case "hasAttribute": {
      const base = replace(expression.base);
      const path = mapped(expression.path, (name) => mixed(name, replace));
      return base === expression.base && path === expression.path ? expression : { ...expression, base, path };
    }
    case "lambda": {
      const parameter = parameterOf(expression.parameter, replace);
      const body = replace(expression.body);
      return parameter === expression.parameter && body === expression.body
        ? expression
        : { ...expression, parameter, body };
    }
    case "apply": {
      const fn = replace(expression.fn);
      const args = mapped(expression.arguments, replace);
      return fn === expression.fn && args === expression.arguments
        ? expression
        : { ...expression, fn, arguments: args };
    }
    case "with": {
      const scope = replace(expression.scope);
      const body = replace(expression.body);
      return scope === expression.scope && body === expression.body ? expression : { ...expression, scope, body };
    }
    case "if": {
      const condition = replace(expression.condition);
      const then = replace(expression.then);
      const otherwise = replace(expression.else);
      const same = condition === expression.condition && then === expression.then && otherwise === expression.else;
      return same ? expression : { ...expression, condition, then, else: otherwise };
    }
    case "assert": {
      const condition = replace(expression.condition);
      const body = replace(expression.body);
      return condition === expression.condition && body === expression.body
        ? expression
        : { ...expression, condition, body };
    }
    case "unary": {
      const operand = replace(expression.operand);
      return operand === expression.operand ? expression : { ...expression, operand };
    }
    case "binary": {
      const left = replace(expression.left);
      const right = replace(expression.right);
      return left === expression.left && right === expression.right ? expression : { ...expression, left, right };
    }
  }
}

/** Replaces each item; returns the same array if none changes. */
function mapped<Item>(items: readonly Item[], replace: (item: Item) => Item): readonly Item[] {
  let result: Item[] | undefined;
  let index = 0;
  for (const item of items) {
    const replaced = replace(item);
    if (replaced !== item) result ??= items.slice(0, index);
    result?.push(replaced);
    index++;
  }
  return result ?? items;
}

function mixed<Part extends StringPart | AttributeName>(part: Part, replace: (child: Expression) => Expression): Part {
  return typeof part === "string" ? part : (replace(part) as Part);
}

function bindingItem(item: BindingItem, replace: (child: Expression) => Expression): BindingItem {
  if (item.kind === "inherit") {
    if (item.from === undefined) return item;
    const from = replace(item.from);
    return from === item.from ? item : { ...item, from };
  }
  const path = mapped(item.path, (name) => mixed(name, replace));
  const value = replace(item.value);
  return path === item.path && value === item.value ? item : { ...item, path, value };
}

function parameterOf(parameter: Parameter, replace: (child: Expression) => Expression): Parameter {
  if (typeof parameter === "string") return parameter;
  const names = mapped(parameter.names, (formal) => {
    if (formal.default === undefined) return formal;
    const value = replace(formal.default);
    return value === formal.default ? formal : { ...formal, default: value };
  });
  return names === parameter.names ? parameter : { ...parameter, names };
}
