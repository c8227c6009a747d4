import type { Construct, IConstruct } from "constructs";
import { ProgramError } from "../../../model";
import { addErrorAt } from "../annotations";
import { formatValue } from "../properties/format-value";
import { checkNotSealed } from "../sealed";
import { isConstruct } from "./is-construct";

/**
 * Returns the scope of a new construct, to be passed to `super`.
 * @param className name of the construct's class
 * @throws ProgramError if it is not a construct: then there is nothing to report it on; or after the synthesis
 */
export function checkedScope(className: string, scope: Construct, id: string): Construct {
  const name = isId(id) ? ` ${JSON.stringify(id)}` : "";
  if (isConstruct(scope)) {
    checkNotSealed(scope, `the ${className}${name} is created`);
    return scope;
  }
  throw new ProgramError({
    code: "construct-scope",
    message: `the scope of the ${className}${name} is not a construct`,
    value: formatValue(scope),
    reason: "each construct belongs to the construct that is its first argument",
    fix: `pass a construct: new ${className}(${exampleScope(className)}, "${isId(id) ? id : "my-id"}", …)`,
  });
}

const exampleScopes: Readonly<Record<string, string>> = { Flake: "app", Host: "flake", HostClass: "flake" };

const exampleScope = (className: string): string => exampleScopes[className] ?? "host";

/**
 * Returns the ID of a new construct, to be passed to `super`. If the program forgets it, one that nothing in the scope has,
 * so that everything else is checked too: {@link reportWrongId} reports it.
 */
export function usableId(className: string, scope: Construct, id: string): string {
  if (isId(id)) return id;
  const used = new Set(scope.node.children.map((child) => child.node.id));
  let usable = className;
  for (let number = 2; used.has(usable); number++) usable = `${className}-${String(number)}`;
  return usable;
}

const isId = (id: unknown): id is string => typeof id === "string" && id !== "";

/** Reports an ID that is missing, or is not a string. Returns whether there was one to report. */
export function reportWrongId(construct: IConstruct, id: string): boolean {
  if (isId(id)) return false;
  const { name } = construct.constructor;
  const given: unknown = id;
  addErrorAt(
    construct,
    {
      code: "construct-without-id",
      message: `${name} requires an ID, a string, as its second argument`,
      ...(given === undefined ? {} : { value: formatValue(given) }),
      fix: `add one: new ${name}(${exampleScope(name)}, "my-id"${typeof given === "object" && given !== null ? ", { … }" : ""})`,
    },
    undefined,
  );
  return true;
}

/** Code of the error about a missing ID. */
export const missingId = "construct-without-id";
