import { formatValuePath } from "../../nix";
import type { MatchResult } from "../match";

/** Takes what a matching pattern was to capture. */
export function accept({ whenMatched = [] }: MatchResult): void {
  for (const take of whenMatched) take();
}

/** Each difference as a sentence about the place where it is. */
export function describeMismatches(subject: string, { mismatches }: MatchResult): readonly string[] {
  return mismatches.map(({ path, message }) => {
    const inside = formatValuePath(path);
    const separator = inside === "" || inside.startsWith("[") ? "" : ".";
    return `${subject}${separator}${inside} ${message}`;
  });
}
