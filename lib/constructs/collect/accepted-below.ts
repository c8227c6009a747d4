import type { IConstruct } from "constructs";

/** Acceptances by constructs, each for itself and its descendants. */
export class AcceptedBelow {
  private readonly names = new Map<string, Set<string>>();

  /**
   * @param constructs all constructs of the program
   * @param metadata type of the metadata with which a construct accepts something
   * @param nameOf name of what a piece of metadata accepts, such as the code of a warning
   */
  constructor(constructs: readonly IConstruct[], metadata: string, nameOf: (data: unknown) => string) {
    for (const { node } of constructs) {
      for (const { type, data } of node.metadata) {
        if (type !== metadata) continue;
        const known = this.names.get(node.path) ?? new Set();
        this.names.set(node.path, known.add(nameOf(data)));
      }
    }
  }

  /** Whether a construct, or one around it, accepts a name. */
  has(constructPath: string, name: string): boolean {
    const scopes = constructPath.split("/").map((_, index, ids) => ids.slice(0, index + 1).join("/"));
    return ["", ...scopes].some((path) => this.names.get(path)?.has(name));
  }
}
