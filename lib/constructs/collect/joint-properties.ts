import type { IConstruct } from "constructs";
import { formatSourceLocation, type Issue } from "../../model";
import { isNixExpression } from "../../nix";
import { hasMark, jointPropertiesOf, sourceOf, writesDefault, type Host, type JointProperties } from "../core";
import { formatValue } from "../core/properties/format-value";
import type { Collector, SynthesisEnvironment } from "./collector";
import { issueOf } from "./issues";

interface Part {
  readonly construct: IConstruct;
  readonly joint: JointProperties;
}

/** The issues with constructs of one class that apply to one host. */
export interface JointIssues {
  readonly issues: readonly Issue[];
  /** Whether two constructs, by their paths, have different values of a property. */
  readonly contradict: (first: string, second: string) => boolean;
}

/**
 * Reports constructs of one class that apply to one host and do not fit together: two values of a property, or a value that
 * cannot replace the default of another.
 */
export function checkJointProperties(hosts: readonly Host[], collector: Collector): JointIssues {
  const issues = new Map<string, Issue>();
  const pairs = new Set<string>();
  for (const host of hosts) {
    const scopes = host.class === undefined ? [host] : [host.class, host];
    const constructs = scopes.flatMap((scope) => collector.ofKind(scope, isJoint));
    for (const parts of groupsOf(constructs)) {
      for (const [first, second, name] of contradictions(parts)) {
        pairs.add(pairOf(first.construct.node.path, second.construct.node.path));
        const key = `${first.construct.node.path} ${second.construct.node.path} ${name}`;
        issues.set(key, contradiction(host, first, second, name, collector.environment));
      }
      for (const [first, second, name] of inseparable(parts)) {
        const key = `${first.construct.node.path} ${second.construct.node.path} ${name}`;
        issues.set(key, defaultOfClass(host, first, second, name, collector.environment));
      }
    }
  }
  return {
    issues: [...issues.values()],
    contradict: (first, second) => pairs.has(pairOf(first, second)),
  };
}

const pairOf = (first: string, second: string): string => [first, second].sort().join(" ");

const isJoint = (construct: unknown): construct is IConstruct => jointPropertiesOf(construct) !== undefined;

/** The constructs by class, of those with several. */
function groupsOf(constructs: readonly IConstruct[]): readonly (readonly Part[])[] {
  const groups = new Map<string, Part[]>();
  for (const construct of constructs) {
    const joint = jointPropertiesOf(construct);
    if (joint === undefined) continue;
    const group = groups.get(joint.kind);
    if (group === undefined) groups.set(joint.kind, [{ construct, joint }]);
    else group.push({ construct, joint });
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}

type Found = readonly [first: Part, second: Part, name: string];

function contradictions(parts: readonly Part[]): readonly Found[] {
  const known = new Map<string, Part>();
  return parts.flatMap((part) =>
    Object.entries(part.joint.props).flatMap(([name, value]): readonly Found[] => {
      if (value === undefined) return [];
      const first = known.get(name);
      if (first === undefined) {
        known.set(name, part);
        return [];
      }
      return contradicts(part.joint, name, first.joint.props[name], value) ? [[first, part, name]] : [];
    }),
  );
}

function contradicts(joint: JointProperties, name: string, first: unknown, second: unknown): boolean {
  const own = joint.contradicts[name];
  if (own !== undefined) return own(first as never, second as never);
  // Nix joins lists and sets, and finds conflicts between expressions, which may have priorities.
  const values = [first, second];
  if (values.some((value) => isNixExpression(value) || (typeof value === "object" && value !== null))) return false;
  return first !== second;
}

function inseparable(parts: readonly Part[]): readonly Found[] {
  return parts.flatMap((part) =>
    Object.entries(part.joint.inseparable).flatMap(([name, property]): readonly Found[] => {
      const value = property.set(part.joint.props as never);
      if (value === undefined || value === property.initial) return [];
      const other = parts.find(({ construct }) => construct !== part.construct && writesDefault(construct, property));
      return other === undefined ? [] : [[other, part, name]];
    }),
  );
}

function contradiction(host: Host, first: Part, second: Part, name: string, environment: SynthesisEnvironment): Issue {
  const { kind } = second.joint;
  return issueOf(
    second.construct,
    {
      severity: "error",
      code: "contradicting-properties",
      message: `${name} of ${kind} is set twice with different values for ${ownerOf(host, [first, second])}`,
      value: [first, second]
        .map(({ construct, joint }) => `${formatValue(joint.props[name], name)} by ${located(construct, environment)}`)
        .join("; "),
      reason: `a host has one value, which each ${kind} in its class and in its own scope shares`,
      fix: "remove one; if hosts need different values, set the property in the scope of each host, not in their class",
    },
    environment,
  );
}

function defaultOfClass(host: Host, first: Part, second: Part, name: string, environment: SynthesisEnvironment): Issue {
  const { kind, props } = second.joint;
  const { path } = first.construct.node;
  return issueOf(
    second.construct,
    {
      severity: "error",
      code: "default-of-class",
      message: `${name} of ${kind} has no effect on the host ${host.node.id}: its class applies the default`,
      value: `${formatValue(props[name], name)} by ${located(second.construct, environment)}; the default by ${located(first.construct, environment)}`,
      reason: "the module of a host cannot undo this default, which the class defines for all of its hosts",
      fix: `set ${name} in ${path}, or create a ${kind} in each host instead of in the class`,
    },
    environment,
  );
}

/** The host, or its class if both constructs are in it. */
function ownerOf(host: Host, parts: readonly Part[]): string {
  const isInHost = parts.some(({ construct }) => construct.node.scopes.some((scope) => hasMark(scope, "Host")));
  return isInHost || host.class === undefined ? `the host ${host.node.id}` : `the class ${host.class.node.id}`;
}

function located(construct: IConstruct, { projectDirectory }: SynthesisEnvironment): string {
  const source = sourceOf(construct, projectDirectory);
  return source === undefined ? construct.node.path : `${construct.node.path} (${formatSourceLocation(source)})`;
}
