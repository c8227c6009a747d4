import { formatValuePath } from "../../nix";
import type { MatchResult } from "../match";

/** Stores the captured values of a matching pattern. */
export function accept({ whenMatched = [] }: MatchResult): void {
  for (const take of whenMatched) take();
}

/** Formats each difference as a sentence about its place. */
export function describeMismatches(subject: string, { mismatches }: MatchResult): readonly string[] {
  return mismatches.map(({ path, message }) => {
    const inside = formatValuePath(path);
    const separator = inside === "" || inside.startsWith("[") ? "" : ".";
    return `${subject}${separator}${inside} ${message}`;
  });
}
