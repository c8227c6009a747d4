/**
 * Matchers for jest: `import "cdknix/testing/jest"` in a test, or in a file of jest's `setupFilesAfterEnv`, adds them to
 * the global `expect`.
 *
 * @packageDocumentation
 */
import type { Host } from "../constructs";
import type { NixExpression } from "../nix";
import type { FlakeAssertions, HostAssertions } from "./assertions";
import { assertionsOf } from "./assertions/flake-assertions";
import { ExpectationError } from "./errors";
import type { EvaluatedHost } from "./evaluated";

/**
 * Matchers added to `expect`. If `expect` is imported from `@jest/globals`, declare their types:
 * `declare module "expect" { interface Matchers<R> extends CdknixMatchers<R> {} }`.
 * @beta
 */
export interface CdknixMatchers<R> {
  /**
   * For a host: asserts that the program sets an option, see {@link HostAssertions.hasOption}. The subject is a result of
   * `FlakeAssertions.host`, or a `Host` construct.
   */
  toHaveOption(option: string, expected?: unknown): R;
  /** For a host: asserts the number of options at a path and below it, see {@link HostAssertions.optionCount}. */
  toHaveOptionCount(option: string, count: number): R;
  /** For a host: asserts that it has a module, see {@link HostAssertions.hasModule}. */
  toHaveModule(module: string | NixExpression, config?: unknown): R;
  /**
   * For a result of `evaluated`: asserts that nothing lets anyone on the network log in, see
   * {@link EvaluatedHost.refusesStrangers}: `await expect(evaluated(host)).toRefuseStrangers()`.
   */
  toRefuseStrangers(): Promise<R>;
  /** For `FlakeAssertions`: asserts that the program has an issue, see {@link FlakeAssertions.hasIssue}. */
  toHaveIssue(expected: unknown): R;
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- that of @types/jest
  namespace jest {
    // TypeScript requires the same type parameters as in @types/jest.
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars -- see above
    interface Matchers<R, T = {}> extends CdknixMatchers<R> {}
  }
}

/**
 * Result of a matcher, in the format of jest.
 * @beta
 */
export interface MatcherOutcome {
  readonly pass: boolean;
  /** Shown when the test fails. */
  readonly message: () => string;
}

/**
 * The matchers, for `expect.extend(matchers)` if there is no global `expect`.
 * @beta
 */
export const matchers = {
  toHaveOption: (host: HostAssertions | Host, ...expected: Parameters<HostAssertions["hasOption"]>): MatcherOutcome =>
    outcomeOf(`${nameOf(host)}: expected another value of ${expected[0]}`, () => {
      assertionsOf(host).hasOption(...expected);
    }),
  toHaveOptionCount: (host: HostAssertions | Host, option: string, count: number): MatcherOutcome =>
    outcomeOf(
      `${nameOf(host)}: expected another number of options at and below ${option} than ${String(count)}`,
      () => {
        assertionsOf(host).optionCount(option, count);
      },
    ),
  toHaveModule: (host: HostAssertions | Host, ...expected: Parameters<HostAssertions["hasModule"]>): MatcherOutcome =>
    outcomeOf(`${nameOf(host)}: the module was not expected`, () => {
      assertionsOf(host).hasModule(...expected);
    }),
  toRefuseStrangers: async (host: EvaluatedHost): Promise<MatcherOutcome> => {
    const refused = host.refusesStrangers();
    const [outcome] = await Promise.allSettled([refused]);
    return outcomeOf("expected anyone on the network to be able to log in", () => {
      if (outcome.status === "rejected") throw outcome.reason;
    });
  },
  toHaveIssue: (flake: FlakeAssertions, expected: unknown): MatcherOutcome =>
    outcomeOf("the issue was not expected", () => {
      flake.hasIssue(expected);
    }),
};

/** @param otherwise message for `.not` if the expectation holds */
function outcomeOf(otherwise: string, expectation: () => void): MatcherOutcome {
  try {
    expectation();
    return { pass: true, message: () => otherwise };
  } catch (error) {
    // Other errors are not a result: the program has errors, or the value is not a host.
    if (!ExpectationError.isExpectationError(error) || error.isMisuse) throw error;
    return { pass: false, message: () => error.message };
  }
}

function nameOf(host: HostAssertions | Host): string {
  return "name" in host ? host.name : host.node.id;
}

// Outside of jest, where the file may be loaded for its types, `expect` does not exist.
const { expect } = globalThis as { expect?: { extend(added: typeof matchers): void } };
expect?.extend(matchers);
