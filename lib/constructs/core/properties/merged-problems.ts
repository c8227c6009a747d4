import type { ValuePath } from "../../../nix";
import { nearestProperty } from "./nearest-property";
import type { PropertyProblem } from "./property-problem";
import type { ObjectShape } from "./value-type";

/** The problems with an object that can have one of several shapes, of which none fits. */
export function mergedProblems(
  value: object,
  problems: readonly PropertyProblem[],
  shapes: readonly ObjectShape[],
  path: ValuePath,
): readonly PropertyProblem[] {
  const everything: ObjectShape = Object.assign({}, ...shapes) as ObjectShape;
  const alternatives = Object.keys(everything).filter((name) => !shapes.every((shape) => Object.hasOwn(shape, name)));
  const present = alternatives.filter((name) => (value as Readonly<Record<string, unknown>>)[name] !== undefined);
  const required = alternatives.filter((name) => everything[name]?.optional !== true);
  const others = problems.flatMap((problem): readonly PropertyProblem[] => {
    if (problem.path.length !== path.length) return [problem];
    if (problem.kind === "unknown") {
      return Object.hasOwn(everything, problem.name) ? [] : [{ ...problem, shape: everything }];
    }
    return problem.kind === "missing" && problem.names.some((name) => alternatives.includes(name)) ? [] : [problem];
  });
  const isMeant = others.some(
    (problem) =>
      problem.kind === "unknown" &&
      nearestProperty(problem.name, everything, problem.value)?.names.some((name) => required.includes(name)) === true,
  );
  if (present.length > 1) return [...others, { kind: "conflict", path, names: present }];
  const type = everything[required[0] ?? ""]?.type;
  if (present.length === 1 || isMeant || type === undefined) return others;
  return [...others, { kind: "missing", path, names: required, type }];
}
