import { ArrayWithMatch } from "./array-with";
import type { Matcher } from "./matcher";
import { AbsentMatch, AnyMatch, LiteralMatch, NotMatch, RegexpMatch, SerializedJsonMatch } from "./matchers";

/**
 * Patterns for the value of an option, as in CDK's assertions: `host.hasOption("boot.kernelParams",
 * Match.arrayWith(["quiet"]))`. Patterns can contain data, expressions such as `pkgs.git`, and further patterns.
 * @beta
 */
export class Match {
  /** Matches if there is no value: the option is not set, or the set has no such attribute. */
  static absent(): Matcher {
    return new AbsentMatch();
  }

  /** Matches any value, but not a missing one. */
  static anyValue(): Matcher {
    return new AnyMatch();
  }

  /** Matches a list that contains these elements in this order, with any others before, between, and after them. */
  static arrayWith(elements: readonly unknown[]): Matcher {
    return new ArrayWithMatch(elements);
  }

  /** Matches a list of exactly these elements in this order. */
  static arrayEquals(elements: readonly unknown[]): Matcher {
    return new LiteralMatch("arrayEquals", elements, "exact");
  }

  /** Matches exactly this value: sets in it have no further attributes. */
  static exact(value: unknown): Matcher {
    return new LiteralMatch("exact", value, "exact");
  }

  /** Matches a set that has at least these attributes, which applies to nested sets too. */
  static objectLike(attributes: Readonly<Record<string, unknown>>): Matcher {
    return new LiteralMatch("objectLike", attributes, "partial");
  }

  /** Matches a set of exactly these attributes. */
  static objectEquals(attributes: Readonly<Record<string, unknown>>): Matcher {
    return new LiteralMatch("objectEquals", attributes, "exact");
  }

  /** Matches any value, or none, that does not match the pattern. */
  static not(pattern: unknown): Matcher {
    return new NotMatch(pattern);
  }

  /** Matches a string in which the regular expression finds a match. */
  static stringLikeRegexp(pattern: string | RegExp): Matcher {
    return new RegexpMatch(pattern);
  }

  /** Matches a JSON string whose parsed value matches the pattern. */
  static serializedJson(pattern: unknown): Matcher {
    return new SerializedJsonMatch(pattern);
  }
}
