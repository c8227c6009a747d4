import { ArrayWithMatch } from "./array-with";
import type { Matcher } from "./matcher";
import { AbsentMatch, AnyMatch, LiteralMatch, NotMatch, RegexpMatch, SerializedJsonMatch } from "./matchers";

/**
 * Patterns for what an option is to be, as in CDK's assertions: `host.hasOption("boot.kernelParams",
 * Match.arrayWith(["quiet"]))`. In their places may stand data, expressions such as `pkgs.git`, and further patterns.
 * @beta
 */
export class Match {
  /** There is nothing: the option is not set, or the set has no such attribute. */
  static absent(): Matcher {
    return new AbsentMatch();
  }

  /** There is something, whatever it is. */
  static anyValue(): Matcher {
    return new AnyMatch();
  }

  /** A list that has these elements, in this order, and perhaps others before, between and behind them. */
  static arrayWith(elements: readonly unknown[]): Matcher {
    return new ArrayWithMatch(elements);
  }

  /** A list of these elements, in this order, and no others. */
  static arrayEquals(elements: readonly unknown[]): Matcher {
    return new LiteralMatch("arrayEquals", elements, "exact");
  }

  /** Exactly this: sets in it have no further attributes. */
  static exact(value: unknown): Matcher {
    return new LiteralMatch("exact", value, "exact");
  }

  /** A set that has these attributes, and perhaps others; so have the sets in it. */
  static objectLike(attributes: Readonly<Record<string, unknown>>): Matcher {
    return new LiteralMatch("objectLike", attributes, "partial");
  }

  /** A set of these attributes and no others. */
  static objectEquals(attributes: Readonly<Record<string, unknown>>): Matcher {
    return new LiteralMatch("objectEquals", attributes, "exact");
  }

  /** Anything, or nothing, but not this. */
  static not(pattern: unknown): Matcher {
    return new NotMatch(pattern);
  }

  /** A text that a regular expression finds something in. */
  static stringLikeRegexp(pattern: string | RegExp): Matcher {
    return new RegexpMatch(pattern);
  }

  /** A text that is JSON, and what it says matches. */
  static serializedJson(pattern: unknown): Matcher {
    return new SerializedJsonMatch(pattern);
  }
}
