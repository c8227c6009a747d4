import type { IConstruct } from "constructs";
import { Annotations, type IssueDetails } from "../annotations";
import { hasMark } from "../marks";
import { checkValue, type CheckOptions } from "./check-value";
import { placeholderFor } from "./placeholder";
import { propertyIssue } from "./property-issue";
import type { PropertyProblem } from "./property-problem";
import type { ObjectShape, PropsShape } from "./value-type";

/**
 * Properties after their check.
 * @public
 */
export class CheckedProps<Props> {
  /** For internal use: {@link PropsDefinition.check} creates it. */
  constructor(
    /**
     * The properties as they are; after mistakes, a copy without the wrong ones. In the copy, a required property has a
     * value of its type, such as an empty string, so that the constructor can continue.
     */
    readonly props: Props,
    private readonly problems: readonly PropertyProblem[],
    private readonly sets: readonly string[],
  ) {}

  /** Whether there are no mistakes. */
  get isValid(): boolean {
    return this.problems.length === 0;
  }

  /** Records every mistake as an error of the construct. Call it after `super`. */
  report(construct: IConstruct): void {
    if (this.problems.length === 0) return;
    const isModule = hasMark(construct, "NixosModule");
    const subject = { name: construct.constructor.name, sets: this.sets, isModule };
    for (const problem of this.problems) Annotations.of(construct).addError(propertyIssue(problem, subject));
  }
}

/**
 * The properties of a construct with their types, for checks at run time. Created by {@link defineProps}.
 * @public
 */
export class PropsDefinition<Props> {
  /** For internal use: {@link defineProps} creates it. */
  constructor(private readonly shape: PropsShape) {}

  /**
   * Checks the properties that a constructor received, usually from a program that no compiler checked.
   * @param options `exact: false` allows properties that the definition does not have, which a subclass may add; default:
   * true
   */
  check(props: Props, options: { readonly exact?: boolean } = {}): CheckedProps<Props> {
    return checkProps(this.shape, props, { exact: options.exact ?? true });
  }
}

/**
 * Returns the first mistake in the options of a function, for a value that a construct reports later.
 * @param name name of the function
 */
export function optionsIssue(options: unknown, shape: ObjectShape, name: string): IssueDetails | undefined {
  const [problem] = checkValue(options, { object: shape }, [], { exact: true }).problems;
  return problem === undefined ? undefined : propertyIssue(problem, { name, sets: [], isModule: false });
}

/** Checks the properties of a construct against their types. */
export function checkProps<Props>(shape: PropsShape, props: Props, options: CheckOptions): CheckedProps<Props> {
  // Without properties, the required ones are missing.
  const given: unknown = props === undefined ? {} : props;
  const { problems, usable } = checkValue(given, shape.type, [], options);
  return new CheckedProps((usable ?? placeholderFor(shape.type)) as Props, problems, shape.sets ?? []);
}
