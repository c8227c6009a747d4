import type { IConstruct } from "constructs";

/** Marks a construct's prototype so that it is recognised across copies of the package, where `instanceof` fails. */
export function mark(prototype: object, name: string): void {
  Object.defineProperty(prototype, Symbol.for(`cdknix.${name}`), { value: true });
}

/** Whether a value carries a mark, its own or inherited. */
export function hasMark(value: unknown, name: string): boolean {
  return typeof value === "object" && value !== null && Symbol.for(`cdknix.${name}`) in value;
}

/** The nearest scope of a construct, itself included, that carries a mark. */
export function nearestWithMark(construct: IConstruct, name: string): IConstruct | undefined {
  return [...construct.node.scopes].reverse().find((scope) => hasMark(scope, name));
}
