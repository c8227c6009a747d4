/**
 * Matchers for jest: `import "cdknix/testing/jest"` in a test, or in a file of jest's `setupFilesAfterEnv`, adds them to
 * the global `expect`.
 *
 * @packageDocumentation
 */
import type { Host } from "../constructs";
import type { NixExpression } from "../nix";
import type { FlakeAssertions, HostAssertions } from "./assertions";
import { assertionsOf } from "./assertions/assertions-of";
import { ExpectationError } from "./errors";

/**
 * What is added to `expect`. Where `expect` is imported from `@jest/globals`, its types are told by
 * `declare module "expect" { interface Matchers<R> extends CdknixMatchers<R> {} }`.
 * @beta
 */
export interface CdknixMatchers<R> {
  /**
   * Of a host: that the program gives an option a value, as {@link HostAssertions.hasOption} has it. The subject is what
   * `FlakeAssertions.host` gives, or a `Host` construct.
   */
  toHaveOption(option: string, expected?: unknown): R;
  /** Of a host: that a number of options is set at a path and below it, as {@link HostAssertions.optionCount} counts. */
  toHaveOptionCount(option: string, count: number): R;
  /** Of a host: that it has a module, as {@link HostAssertions.hasModule} has it. */
  toHaveModule(module: string | NixExpression, config?: unknown): R;
  /** Of `FlakeAssertions`: that something is wrong or doubtful, as {@link FlakeAssertions.hasIssue} has it. */
  toHaveIssue(expected: unknown): R;
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace jest {
    // The parameters are those of @types/jest, which all declarations of an interface have to have in common.
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars
    interface Matchers<R, T = {}> extends CdknixMatchers<R> {}
  }
}

/**
 * What jest wants to know of a comparison.
 * @beta
 */
export interface MatcherOutcome {
  readonly pass: boolean;
  /** Shown when the test fails. */
  readonly message: () => string;
}

/**
 * The matchers themselves, for `expect.extend(matchers)` where there is no global `expect`.
 * @beta
 */
export const matchers = {
  toHaveOption: (host: HostAssertions | Host, ...expected: Parameters<HostAssertions["hasOption"]>): MatcherOutcome =>
    outcomeOf(`${nameOf(host)} sets ${expected[0]} as it was not to be`, () => {
      assertionsOf(host).hasOption(...expected);
    }),
  toHaveOptionCount: (host: HostAssertions | Host, option: string, count: number): MatcherOutcome =>
    outcomeOf(`${nameOf(host)} sets ${String(count)} options at and below ${option}`, () => {
      assertionsOf(host).optionCount(option, count);
    }),
  toHaveModule: (host: HostAssertions | Host, ...expected: Parameters<HostAssertions["hasModule"]>): MatcherOutcome =>
    outcomeOf(`${nameOf(host)} has the module that it was not to have`, () => {
      assertionsOf(host).hasModule(...expected);
    }),
  toHaveIssue: (flake: FlakeAssertions, expected: unknown): MatcherOutcome =>
    outcomeOf("the program has the issue that it was not to have", () => {
      flake.hasIssue(expected);
    }),
};

/** @param otherwise told by `.not` when the expectation holds */
function outcomeOf(otherwise: string, expectation: () => void): MatcherOutcome {
  try {
    expectation();
    return { pass: true, message: () => otherwise };
  } catch (error) {
    // Anything else is no answer: a program that is wrong, or something that is no host.
    if (!ExpectationError.isExpectationError(error) || error.isMisuse) throw error;
    return { pass: false, message: () => error.message };
  }
}

function nameOf(host: HostAssertions | Host): string {
  return "name" in host ? host.name : host.node.id;
}

// Outside of jest, where the file may be loaded for its types, there is none.
const { expect } = globalThis as { expect?: { extend(added: typeof matchers): void } };
expect?.extend(matchers);
