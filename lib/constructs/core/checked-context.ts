import type { IConstruct } from "constructs";
import { nearestName } from "../../options";
import { Annotations } from "./annotations";

/** Names that JavaScript itself looks up. */
const lookedUp: ReadonlySet<string> = new Set(["then", "toJSON"]);

/** The names that were reported for each construct, which may be rendered more than once. */
const reported = new WeakMap<IConstruct, Set<string>>();

/**
 * The context for the `config` function of a module. It reports properties that it does not have: they are undefined, and would
 * omit an option.
 */
export function checkedContext<Context extends object>(context: Context, construct: IConstruct): Context {
  const names = reported.get(construct) ?? new Set();
  reported.set(construct, names);
  return new Proxy(context, {
    get(target, name, receiver) {
      if (typeof name === "string" && !(name in target) && !lookedUp.has(name) && !names.has(name)) {
        names.add(name);
        report(construct, name, Object.keys(target));
      }
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
}

function report(construct: IConstruct, name: string, known: readonly string[]): void {
  const meant = nearestName(name, known);
  Annotations.of(construct).addError({
    code: "unknown-property",
    message: `the context of config has no property ${JSON.stringify(name)}`,
    fix: meant === undefined ? `use one of ${known.join(", ")}` : `did you mean ${meant}?`,
  });
}
