import { editDistance } from "../../options";

/** Up to three of the names that are most like another one, the most similar first; none that is quite different. */
export function similarNames(name: string, known: readonly string[]): readonly string[] {
  const limit = Math.max(2, Math.floor(name.length / 3));
  return known
    .map((candidate) => ({ candidate, distance: distanceOf(name.toLowerCase(), candidate.toLowerCase(), limit) }))
    .filter(({ distance }) => distance <= limit)
    .sort((left, right) => left.distance - right.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** How many letters differ; a beginning of the other counts as little. */
function distanceOf(left: string, right: string, limit: number): number {
  const difference = Math.abs(left.length - right.length);
  if (left.length >= 3 && (right.startsWith(left) || left.startsWith(right))) return Math.min(1.5, difference);
  return difference > limit ? Infinity : editDistance(left, right);
}
