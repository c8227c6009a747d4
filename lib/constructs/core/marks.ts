import type { IConstruct } from "constructs";

const symbols = new Map<string, symbol>();

/** Cached, because every construct is checked for several marks. */
function symbolOf(name: string): symbol {
  const known = symbols.get(name);
  if (known !== undefined) return known;
  const symbol = Symbol.for(`cdknix.${name}`);
  symbols.set(name, symbol);
  return symbol;
}

/** Marks a construct's prototype so that it is recognized across copies of the package, where `instanceof` fails. */
export function mark(prototype: object, name: string): void {
  Object.defineProperty(prototype, symbolOf(name), { value: true });
}

/** Whether a value carries a mark, its own or inherited. */
export function hasMark(value: unknown, name: string): boolean {
  if (typeof value !== "object" || value === null) return false;
  return (value as Readonly<Record<symbol, unknown>>)[symbolOf(name)] === true;
}

/** The nearest scope of a construct that carries a mark, starting with the construct itself. */
export function nearestWithMark(construct: IConstruct, name: string): IConstruct | undefined {
  for (let scope: IConstruct | undefined = construct; scope !== undefined; scope = scope.node.scope) {
    if (hasMark(scope, name)) return scope;
  }
  return undefined;
}
