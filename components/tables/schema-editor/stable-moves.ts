/** The fewest of `after` that have to be moved, in its order, for `before` (the same keys) to become it: all that are not in a longest run that keeps its order. */
export function stableMoves(before: readonly number[], after: readonly number[]): readonly number[] {
  // wide tables differ in a few places: what is alike at both ends stays
  const first = after.findIndex((key, index) => key !== before[index]);
  if (first < 0) return [];
  let end = after.length;
  while (after[end - 1] === before[end - 1]) end -= 1;
  const place = new Map(before.map((key, index) => [key, index]));
  const middle = after.slice(first, end);
  const places = middle.map((key) => place.get(key) ?? -1);
  // runs[i]: the longest rising run that ends at i, and where it comes from
  const runs: { length: number; from: number }[] = [];
  for (const [at, mine] of places.entries()) {
    const best = { length: 1, from: -1 };
    for (let earlier = 0; earlier < at; earlier += 1) {
      const length = (runs[earlier]?.length ?? 0) + 1;
      if ((places[earlier] ?? 0) >= mine || length <= best.length) continue;
      best.length = length;
      best.from = earlier;
    }
    runs.push(best);
  }
  let at = runs.reduce((longest, run, index) => (run.length > (runs[longest]?.length ?? 0) ? index : longest), 0);
  const kept = new Set<number>();
  for (; at >= 0 && at < middle.length; at = runs[at]?.from ?? -1) kept.add(at);
  return middle.filter((_, index) => !kept.has(index));
}
