import type { IConstruct } from "constructs";
import { Annotations } from "./annotations";
import { nearestWithMark } from "./marks";

/** The constructs whose scope has a meaning, from the inside: everything in it is a part of their files. */
type Container = "Host" | "HostClass" | "Flake";

/** Records an error if a construct is in the scope of one that would take its modules as its own. */
export function checkNesting(construct: IConstruct, name: Container, refused: readonly Container[]): void {
  const { scope } = construct.node;
  const outer = refused.find((each) => scope !== undefined && nearestWithMark(scope, each) !== undefined);
  if (scope === undefined || outer === undefined) return;
  const around = nearestWithMark(scope, outer);
  Annotations.of(construct).addError({
    code: "nested-construct",
    message: `the ${name} is in the scope of the ${outer} ${around?.node.path ?? ""}`,
    value: construct.node.path,
    reason: `the modules of the inner one would also be those of the ${outer}`,
    fix:
      name === "Flake"
        ? `create it in the app: new Flake(app, "${construct.node.id}", …)`
        : `create it in the flake: new ${name}(flake, "${construct.node.id}", …)`,
  });
}
