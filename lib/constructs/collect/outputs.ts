import {
  formatSourceLocation,
  type FlakeModel,
  type FlakeOutputModel,
  type Issue,
  type SourceLocation,
} from "../../model";
import { formatAttributePath, type AttributeSet, type Expression } from "../../nix";

/** Something that defines an output: a construct, or a call of `addOutput`. */
interface Definer {
  readonly path: readonly string[];
  readonly constructPath: string;
  readonly source: SourceLocation | undefined;
  /** The definition of the program; undefined for an output that cdknix writes for a construct. */
  readonly value?: Expression;
  readonly comment?: string | undefined;
}

/** An output that the program adds. */
export type AddedOutput = Definer & { readonly value: Expression };

/** The outputs of a flake that the program adds, and the issues with them. */
export interface CheckedOutputs {
  readonly outputs: readonly FlakeOutputModel[];
  readonly issues: readonly Issue[];
}

/**
 * Finds outputs that another one would overwrite. An attribute set around or next to other outputs is replaced with what is
 * in it, so that all of them can be written.
 */
export function checkOutputs(model: Omit<FlakeModel, "outputs">, added: readonly AddedOutput[]): CheckedOutputs {
  const own = ownOutputs(model);
  const everything = [...own, ...added];
  const outputs = added.flatMap((output) =>
    everything.some((other) => other !== output && isPrefix(output.path, other.path)) ? partsOf(output) : [output],
  );
  const known: Branch = new Map();
  const issues = [...own, ...outputs.flatMap((output) => leavesOf(output))].flatMap((definer) => {
    const other = insert(known, definer);
    return other === undefined ? [] : [conflict(other, definer)];
  });
  return { outputs: outputs.map(({ path, value, comment, source }) => ({ path, value, comment, source })), issues };
}

/** The outputs that cdknix writes for hosts, classes, and packages. */
function ownOutputs({
  hosts,
  classes,
  packages,
  systems,
  jobOutputs,
}: Omit<FlakeModel, "outputs">): readonly Definer[] {
  const origin = ({ constructPath, source }: Omit<Definer, "path">): Omit<Definer, "path"> => ({
    constructPath,
    source,
  });
  return [
    ...hosts.map((host) => ({ path: ["nixosConfigurations", host.name], ...origin(host) })),
    ...classes.map((each) => ({ path: ["nixosModules", each.name], ...origin(each) })),
    ...systems.flatMap((system) => [
      ...hosts
        .filter((host) => host.system === system && host.isoName !== undefined)
        .map((host) => ({ path: ["packages", system, host.name], ...origin(host) })),
      ...packages.map((item) => ({ path: ["packages", system, item.name], ...origin(item) })),
      ...jobOutputs.flatMap((output) =>
        [...hosts.filter((host) => host.system === system), ...packages].map((each) => ({
          path: [output, system, each.name],
          ...origin(each),
        })),
      ),
    ]),
  ];
}

const isPrefix = (start: readonly string[], path: readonly string[]): boolean =>
  start.length <= path.length && start.every((name, index) => path[index] === name);

/** The attributes of an output that is a plain set, by their paths; the output itself if it is something else. */
function partsOf(output: AddedOutput): readonly AddedOutput[] {
  const parts: AddedOutput[] = [];
  // Not by recursion, because values may be nested deeper than the call stack.
  const open = [output];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { path, value } = next;
    if (!isPlainSet(value)) {
      parts.push(next);
      continue;
    }
    for (const item of [...value.bindings].reverse()) {
      if (item.kind !== "binding") continue;
      const inside = item.path as readonly string[];
      open.push({ ...output, path: [...path, ...inside], value: item.value, comment: item.comment });
    }
  }
  return parts;
}

/** The parts of an output for which there is a value. */
function leavesOf(output: AddedOutput): readonly AddedOutput[] {
  return partsOf(output).filter(({ value }) => !(value.kind === "attributeSet" && value.bindings.length === 0));
}

function isPlainSet(value: Expression): value is AttributeSet {
  return (
    value.kind === "attributeSet" &&
    !value.recursive &&
    value.bindings.length > 0 &&
    value.bindings.every((item) => item.kind === "binding" && item.path.every((name) => typeof name === "string"))
  );
}

type Branch = Map<string, Branch | Definer>;

/** Adds a definer; returns the one that is already at its path, around it, or inside of it. */
function insert(root: Branch, definer: Definer): Definer | undefined {
  let branch = root;
  for (const [index, name] of definer.path.entries()) {
    const present = branch.get(name);
    if (present !== undefined && !(present instanceof Map)) return present;
    if (index === definer.path.length - 1) {
      if (present !== undefined) return firstIn(present);
      branch.set(name, definer);
      return undefined;
    }
    const next: Branch = present ?? new Map<string, Branch | Definer>();
    branch.set(name, next);
    branch = next;
  }
  return undefined;
}

function firstIn(branch: Branch): Definer | undefined {
  for (const inside of branch.values()) return inside instanceof Map ? firstIn(inside) : inside;
  return undefined;
}

function conflict(first: Definer, second: Definer): Issue {
  const describe = ({ constructPath, source }: Definer): string =>
    source === undefined ? constructPath : `${constructPath} (${formatSourceLocation(source)})`;
  const [outer, inner] = first.path.length <= second.path.length ? [first, second] : [second, first];
  const name = formatAttributePath(inner.path);
  const outerName = formatAttributePath(outer.path);
  const isSame = outer.path.length === inner.path.length;
  return {
    severity: "error",
    code: "output-conflict",
    constructPath: second.constructPath,
    message: isSame
      ? `the output ${name} is defined twice`
      : `the output ${name} is inside ${outerName}, which is already an output`,
    value: `by ${describe(first)}, and by ${describe(second)}`,
    reason:
      first.value === undefined
        ? `cdknix writes ${formatAttributePath(first.path)} for the construct ${first.constructPath}`
        : "one would replace the other",
    fix: isSame ? "remove one, or change its name" : `add each output inside ${outerName} by its own path`,
    ...(second.source === undefined ? {} : { source: second.source }),
  };
}
