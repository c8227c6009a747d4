import type { IConstruct } from "constructs";
import { newestStableRelease, type AppModel, type ConstructNode, type Issue } from "../../model";
import { Annotations, Flake, invokeAspects, sourceOf } from "../core";
import { collectFlake } from "./collect-flake";
import { Collector, type SynthesisEnvironment } from "./collector";
import { statedIssues } from "./issues";
import { settledIssues } from "./settled-issues";

/** The model of a program, with the issues. It is complete only if none of them is an error. */
export interface Collected {
  readonly model: AppModel;
  readonly issues: readonly Issue[];
}

/** Builds the model from a construct tree: runs aspects, renders modules, and collects all issues. */
export function collectApp(root: IConstruct, environment: SynthesisEnvironment): Collected {
  invokeAspects(root);
  const collector = new Collector(root, environment);
  const flakes = collector.ofKind(root, (construct) => Flake.isFlake(construct));
  checkFlakes(root, flakes);
  const collected = flakes.map((flake) => collectFlake(flake, collector));
  const found = distinct([
    ...statedIssues(collector.below(root), environment),
    ...collector.issues,
    ...collected.flatMap((flake) => flake.issues),
  ]);
  const issues = settledIssues(found, collector.below(root));
  return { model: { flakes: collected.map(({ model }) => model), tree: treeOf(root, environment) }, issues };
}

function checkFlakes(root: IConstruct, flakes: readonly Flake[]): void {
  if (flakes.length === 0) {
    Annotations.of(root).addError({
      code: "no-flake",
      message: "the app has no Flake, so there is nothing to build",
      fix: `add one: new Flake(app, "my-images", { nixpkgs: Nixpkgs.release("${newestStableRelease}") })`,
    });
  }
  for (const property of ["id", "lockFile"] as const) {
    const first = new Map<string, Flake>();
    for (const flake of flakes) {
      const value = nameOf(flake, property);
      // On file systems that ignore case, two such names are the same file.
      const other = first.get(value.toLowerCase());
      if (other === undefined) first.set(value.toLowerCase(), flake);
      else {
        Annotations.of(flake).addError({
          code: "duplicate-flake",
          message: `the flake ${other.node.path} already uses this ${property === "id" ? "ID" : "lock file"}`,
          value: JSON.stringify(value),
          ...(nameOf(other, property) === value
            ? {}
            : { reason: "on file systems that ignore case, such as those of macOS, both would be the same file" }),
          fix: property === "id" ? "change the ID of one of them" : "set a different lockFile for one of them",
        });
      }
    }
  }
}

const nameOf = (flake: Flake, property: "id" | "lockFile"): string =>
  property === "id" ? flake.node.id : flake.lockFile;

/** A class with several hosts reports the same issue for each of them. */
function distinct(issues: readonly Issue[]): readonly Issue[] {
  return [...new Map(issues.map((issue) => [JSON.stringify(issue), issue])).values()];
}

function treeOf(construct: IConstruct, environment: SynthesisEnvironment): ConstructNode {
  const { node } = construct;
  const own = { id: node.id, path: node.path, type: construct.constructor.name };
  const source = sourceOf(construct, environment.projectDirectory);
  const located: ConstructNode = source === undefined ? own : { ...own, source };
  const { children } = node;
  return children.length === 0
    ? located
    : { ...located, children: children.map((child) => treeOf(child, environment)) };
}
