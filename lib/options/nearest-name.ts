/**
 * Finds the name that was probably meant: the one with the fewest letters different, ignoring case. Letters that are missing at
 * the end count less: `postgres` means `postgresql`.
 */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  // Up to one letter in three may differ, but one in two is enough: `id` for `uid`.
  let bestDistance = Math.max(Math.min(1, wanted.length - 1), Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - wanted.length) >= bestDistance) continue;
    const distance = distanceTo(candidate.toLowerCase(), wanted);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

const distanceTo = (candidate: string, wanted: string): number =>
  candidate.startsWith(wanted) ? (candidate.length - wanted.length) * 0.4 : editDistance(wanted, candidate);

/** Number of letters to add, remove, change, or swap with their neighbor (optimal string alignment). */
export function editDistance(left: string, right: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const isSame = left[row - 1] === right[column - 1];
      const isSwapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      const candidates = [
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        ...(row > 1 && column > 1 && isSwapped ? [(beforeLast[column - 2] ?? 0) + 1] : []),
      ];
      current.push(Math.min(...candidates));
    }
    [beforeLast, last] = [last, current];
  }
  return last[right.length] ?? 0;
}
