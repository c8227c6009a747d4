import type { ConstructNode } from "./construct-node";
import type { FlakeModel } from "./flake";

/** Everything that a program describes. */
export interface AppModel {
  readonly flakes: readonly FlakeModel[];
  readonly tree: ConstructNode;
}
