import type { IConstruct } from "constructs";

/**
 * Something done to every construct of a scope before synthesis, such as a policy or a tag.
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
 * Aspects of a scope: they visit the scope itself and everything below it.
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
      Object.defineProperty(scope, aspectsMark, { value: new Aspects(), enumerable: false });
    }
    return holder[aspectsMark] ?? new Aspects();
  }

  private readonly added: IAspect[] = [];

  private constructor() {
    // Made by `of` only, so that a construct has one list.
  }

  /** Adds an aspect. The same aspect added twice visits once. */
  add(aspect: IAspect): void {
    if (!this.added.includes(aspect)) this.added.push(aspect);
  }

  /** The aspects in the order of addition. */
  get all(): readonly IAspect[] {
    return [...this.added];
  }
}

/**
 * Runs all aspects of a tree. Constructs and aspects that an aspect adds are visited too; each pair of aspect and
 * construct meets once.
 */
export function invokeAspects(root: IConstruct): void {
  const visited = new Map<IConstruct, Set<IAspect>>();
  let progress = true;
  while (progress) {
    progress = false;
    const pending: { construct: IConstruct; inherited: readonly IAspect[] }[] = [{ construct: root, inherited: [] }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { construct } = next;
      const aspects = [...next.inherited, ...((construct as WithAspects)[aspectsMark]?.all ?? [])];
      if (aspects.length > 0) {
        const met = visited.get(construct) ?? new Set();
        visited.set(construct, met);
        for (const aspect of aspects.filter((candidate) => !met.has(candidate))) {
          met.add(aspect);
          aspect.visit(construct);
          progress = true;
        }
      }
      const children = construct.node.children;
      for (let index = children.length - 1; index >= 0; index--) {
        const child = children[index];
        if (child !== undefined) pending.push({ construct: child, inherited: aspects });
      }
    }
  }
}
