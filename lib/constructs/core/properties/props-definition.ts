import type { IConstruct } from "constructs";
import { Annotations, type IssueDetails } from "../annotations";
import { hasMark } from "../marks";
import type { CheckOptions } from "./check-options";
import { checkValue } from "./check-value";
import { declaredProps } from "./declared-props";
import { placeholderFor } from "./placeholder";
import { propertyIssue } from "./property-issue";
import type { ObjectShape, PropsShape } from "./value-type";

/**
 * Properties after their check.
 * @public
 */
export interface CheckedProps<Props> {
  /**
   * The properties as they are; after mistakes, a copy without the wrong ones. In the copy, a required property has a value
   * of its type, such as an empty string, so that the constructor can continue.
   */
  readonly props: Props;
  /** Whether there are no mistakes. */
  readonly isValid: boolean;
  /**
   * Records every mistake as an error of the construct. Call it after `super`.
   * @param sets the NixOS options that it sets without a property, if they depend on the release. Default: all of its definition
   */
  readonly report: (construct: IConstruct, sets?: readonly string[]) => void;
}

/**
 * The properties of a construct with their types, for checks at run time. Created by {@link defineProps}.
 * @public
 */
export interface PropsDefinition<Props> {
  /**
   * Checks the properties that a constructor received, usually from a program that no compiler checked.
   * @param options `exact: false` allows properties that the definition does not have, which a subclass may add, unless they
   * resemble one that it has; default: true
   */
  readonly check: (props: Props, options?: { readonly exact?: boolean }) => CheckedProps<Props>;
}

/** Checks the properties of a construct against their types. */
export function checkProps<Props>(shape: PropsShape, props: Props, options: CheckOptions): CheckedProps<Props> {
  // Without properties, the required ones are missing.
  const given: unknown = props === undefined ? {} : props;
  const { sets, insteadOf } = shape;
  const isPlain = sets === undefined && insteadOf === undefined;
  const withSets = isPlain ? options : { ...options, sets: [...(sets ?? []), ...(insteadOf ?? [])] };
  const checked = checkValue(given, shape.type, withSets);
  if (checked === undefined) return { props: given as Props, isValid: true, report: nothing };
  return {
    props: (checked.usable ?? placeholderFor(shape.type)) as Props,
    isValid: false,
    report: (construct, current = sets ?? []) => {
      const isModule = hasMark(construct, "NixosModule");
      const { name } = construct.constructor;
      const base = Object.entries(declaredProps).find(([, each]) => each === shape)?.[0];
      const subject = {
        name,
        base: base === name || options.exact ? undefined : base,
        sets: current,
        insteadOf: [...(sets ?? []).filter((option) => !current.includes(option)), ...(insteadOf ?? [])],
        isModule,
      };
      for (const problem of checked.problems) Annotations.of(construct).addError(propertyIssue(problem, subject));
    },
  };
}

function nothing(): void {
  // Right properties need no report.
}

/**
 * Returns the first mistake in the options of a function, for a value that a construct reports later.
 * @param name name of the function
 */
export function optionsIssue(options: unknown, shape: ObjectShape, name: string): IssueDetails | undefined {
  const problem = checkValue(options, { object: shape }, { exact: true })?.problems[0];
  return problem === undefined ? undefined : propertyIssue(problem, { name, sets: [], insteadOf: [], isModule: false });
}
