import type { IConstruct } from "constructs";
import { ProgramError } from "../../../model";
import { addErrorAt, type IssueDetails } from "../annotations";
import { callLocation } from "../construct-source";
import { callIssues } from "./check-call";
import { declaredParameters } from "./declared-parameters";
import type { ParameterShape } from "./parameter";

/** The mistakes in the arguments of a call. */
export type CallIssues = readonly [IssueDetails, ...IssueDetails[]];

/** A call of a method. */
export interface Call<Self> {
  readonly self: Self;
  /** Name of the method. */
  readonly name: string;
  readonly args: readonly unknown[];
}

/** How a class treats wrong arguments. */
export interface CallGuard<Self> {
  /** Returns the result of a call whose arguments are wrong. */
  readonly answer: (issues: CallIssues, call: Call<Self>) => unknown;
  /** Names of parameters, and of properties inside them, whose mistakes are reported elsewhere. */
  readonly explained?: readonly string[];
  /** Names of parameters that the method checks itself. */
  readonly unchecked?: readonly string[];
}

type Method = (this: unknown, ...args: unknown[]) => unknown;

const allParameters: Readonly<Record<string, readonly ParameterShape[]>> = declaredParameters;

/**
 * Makes methods check their arguments against the declared parameters.
 * @param owner a prototype, or a class for its static methods
 * @param className name of the class
 */
export function guardCalls<Self extends object>(
  owner: Self,
  className: string,
  { answer, explained = [], unchecked = [] }: CallGuard<Self>,
): void {
  for (const [name, { value: method }] of Object.entries(Object.getOwnPropertyDescriptors(owner))) {
    const declared = allParameters[`${className}.${name}`];
    if (declared === undefined || typeof method !== "function") continue;
    const parameters = declared.map((each): ParameterShape => unchecked.includes(each.name) ? { ...each, type: "any", optional: true } : each); // prettier-ignore
    const shown = typeof owner === "function" ? `${className}.${name}` : name;
    const guarded = function (this: Self, ...args: unknown[]): unknown {
      const [first, ...others] = callIssues(shown, parameters, args, explained);
      if (first === undefined) return (method as Method).apply(this, args);
      return answer([first, ...others], { self: this, name, args });
    };
    Object.defineProperty(owner, name, { value: guarded });
  }
}

/** Reports the mistakes on a construct, at the line of the call, which has no effect. */
export function reportOn<Self>(constructOf: (self: Self) => IConstruct): CallGuard<Self> {
  return {
    answer: (issues, { self }) => {
      const line = callLocation();
      for (const issue of issues) addErrorAt(constructOf(self), issue, line);
    },
  };
}

/** Ends the program with the first mistake. */
export const endProgram: CallGuard<unknown> = {
  answer: ([{ code = "wrong-argument", ...issue }]) => {
    throw new ProgramError({ ...issue, code });
  },
};
