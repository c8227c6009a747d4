import { compare, differs, type Strictness } from "./compare";
import { Matcher, type MatchResult } from "./matcher";
import { shown } from "./show";

const matches: MatchResult = { mismatches: [] };

export class AbsentMatch extends Matcher {
  test(actual: unknown): MatchResult {
    return actual === undefined ? matches : differs(`is ${shown(actual)}, but should be absent`);
  }

  toString(): string {
    return "Match.absent()";
  }
}

export class AnyMatch extends Matcher {
  test(actual: unknown): MatchResult {
    return actual === undefined ? differs("is missing") : matches;
  }

  toString(): string {
    return "Match.anyValue()";
  }
}

/** Compares with the pattern itself, with the given strictness for sets. */
export class LiteralMatch extends Matcher {
  constructor(
    private readonly name: string,
    private readonly pattern: unknown,
    private readonly strictness: Strictness,
  ) {
    super();
  }

  test(actual: unknown): MatchResult {
    return actual === undefined
      ? differs(`is missing: ${shown(this.pattern)}`)
      : compare(this.pattern, actual, this.strictness);
  }

  toString(): string {
    return `Match.${this.name}(${shown(this.pattern)})`;
  }
}

export class NotMatch extends Matcher {
  constructor(private readonly pattern: unknown) {
    super();
  }

  test(actual: unknown): MatchResult {
    const { mismatches } = compare(this.pattern, actual, "partial");
    return mismatches.length > 0 ? matches : differs(`is ${shown(actual)}, but should not be`);
  }

  toString(): string {
    return `Match.not(${shown(this.pattern)})`;
  }
}

export class RegexpMatch extends Matcher {
  private readonly pattern: RegExp;

  constructor(pattern: string | RegExp) {
    super();
    // Without the flags that make a regular expression stateful.
    this.pattern = new RegExp(pattern, typeof pattern === "string" ? "" : pattern.flags.replaceAll(/[gy]/g, ""));
  }

  test(actual: unknown): MatchResult {
    if (typeof actual !== "string") return differs(`is ${shown(actual)}, not a string`);
    return this.pattern.test(actual)
      ? matches
      : differs(`is ${shown(actual)}, which does not match ${String(this.pattern)}`);
  }

  toString(): string {
    return `Match.stringLikeRegexp(${String(this.pattern)})`;
  }
}

export class SerializedJsonMatch extends Matcher {
  constructor(private readonly pattern: unknown) {
    super();
  }

  test(actual: unknown): MatchResult {
    if (typeof actual !== "string") return differs(`is ${shown(actual)}, not a string`);
    try {
      return compare(this.pattern, JSON.parse(actual), "partial");
    } catch {
      return differs(`is ${shown(actual)}, which is not JSON`);
    }
  }

  toString(): string {
    return `Match.serializedJson(${shown(this.pattern)})`;
  }
}
