/** The fewest of `after` that have to be moved, in its order, for `before` (the same keys) to become it: all that are not in a longest run that keeps its order. */
export function stableMoves(before: readonly number[], after: readonly number[]): readonly number[] {
  const places = after.map((key) => before.indexOf(key));
  // best[i]: the longest rising run that ends at i, and where it comes from
  const best = places.map(() => ({ length: 1, from: -1 }));
  for (const [at, place] of places.entries()) {
    for (let earlier = 0; earlier < at; earlier += 1) {
      const [run, mine] = [best[earlier], best[at]];
      if (run && mine && (places[earlier] ?? 0) < place && run.length + 1 > mine.length) best[at] = { length: run.length + 1, from: earlier };
    }
  }
  let at = best.reduce((longest, run, index) => (run.length > (best[longest]?.length ?? 0) ? index : longest), 0);
  const kept = new Set<number>();
  for (; at >= 0 && at < after.length; at = best[at]?.from ?? -1) kept.add(at);
  return after.filter((_, index) => !kept.has(index));
}
