import type { IConstruct } from "constructs";
import { Annotations } from "./annotations";
import { checkNotSealed } from "./sealed";

/**
 * An operation applied to every construct in a scope before synthesis, such as a policy or a tag.
 * @public
 */
export interface IAspect {
  /** Called once for each construct, parents before children. */
  visit(construct: IConstruct): void;
}

const aspectsMark = Symbol.for("cdknix.aspects");

interface WithAspects {
  [aspectsMark]?: Aspects;
}

/**
 * The aspects of a scope. Each one visits the scope and all its descendants.
 *
 * @example
 * Aspects.of(flake).add({ visit: (construct) => { if (SshAccess.isSshAccess(construct)) … } });
 * @public
 */
export class Aspects {
  /** The aspects of a construct. */
  static of(scope: IConstruct): Aspects {
    const holder = scope as WithAspects;
    if (holder[aspectsMark] === undefined) {
      Object.defineProperty(scope, aspectsMark, { value: new Aspects(scope), enumerable: false });
    }
    return holder[aspectsMark] ?? new Aspects(scope);
  }

  private readonly added: IAspect[] = [];

  // Created only by `of`, so that each construct has one list.
  private constructor(private readonly scope: IConstruct) {}

  /** Adds an aspect. Adding the same aspect twice has no effect. */
  add(aspect: IAspect): void {
    if (this.added.includes(aspect)) return;
    checkNotSealed(this.scope, "an aspect is added");
    this.added.push(aspect);
  }

  /** The aspects in the order they were added. */
  get all(): readonly IAspect[] {
    return [...this.added];
  }
}

/**
 * Runs all aspects of a tree. Constructs and aspects added by an aspect are included. Each aspect visits each construct
 * once.
 */
export function invokeAspects(root: IConstruct): void {
  const visited = new Map<IConstruct, Set<IAspect>>();
  let progress = true;
  while (progress) progress = visitBelow(root, [], visited);
}

/** Whether a value is a promise, such as the result of an async function. */
export const isPromise = (value: unknown): value is Promise<unknown> =>
  Object.prototype.toString.call(value) === "[object Promise]";

/** An aspect of a program that no compiler checks, which can return anything. */
interface UntypedAspect {
  visit(construct: IConstruct): unknown;
}

/** The aspects that were reported. */
const reported = new WeakSet<IAspect>();

/** Reports an aspect that ends after the synthesis, on the first construct that it visits. */
function reportAsync(construct: IConstruct, aspect: IAspect, result: Promise<unknown>): void {
  // It may throw, which would end the process before the error is reported.
  result.catch(() => undefined);
  const name = aspect.constructor.name;
  if (reported.has(aspect)) return;
  reported.add(aspect);
  Annotations.of(construct).addError({
    code: "aspect-async",
    message: `the method visit of ${name === "Object" ? "an aspect" : `the aspect ${name}`} is async`,
    reason: "app.synth() does not wait, so the changes would be ignored",
    fix: "use a method that is not async: read files before you add the aspect",
  });
}

/** Runs aspects on a construct and its descendants. Returns whether one of them ran. */
function visitBelow(
  construct: IConstruct,
  inherited: readonly IAspect[],
  visited: Map<IConstruct, Set<IAspect>>,
): boolean {
  const own = (construct as WithAspects)[aspectsMark];
  const aspects = own === undefined ? inherited : [...inherited, ...own.all];
  let progress = false;
  if (aspects.length > 0) {
    const met = visited.get(construct) ?? new Set();
    visited.set(construct, met);
    for (const aspect of aspects.filter((candidate) => !met.has(candidate))) {
      met.add(aspect);
      const untyped: UntypedAspect = aspect;
      const result = untyped.visit(construct);
      if (isPromise(result)) reportAsync(construct, aspect, result);
      progress = true;
    }
  }
  for (const child of construct.node.children) if (visitBelow(child, aspects, visited)) progress = true;
  return progress;
}
