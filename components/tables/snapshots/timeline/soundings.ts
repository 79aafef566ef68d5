import type { TimeScale } from '@/components/charts/time-scale';
import type { Mark } from './clusters';
import { addedOf, atOf, removedOf, type HistoryColumns, type Measure } from './history';

/** What came and what went at one place of a lane. */
export interface Sounding {
  readonly x: number;
  readonly added: number;
  readonly removed: number;
}

/** Pixels from one drop to the next inside a capsule. */
const PITCH = 4;

/**
 * The drops of a mark: one of a single snapshot, a profile below a capsule. The slices of a profile lie at fixed moments,
 * so that it does not shimmer while the window moves.
 * @param places of the lane's snapshots
 */
export function soundings(history: HistoryColumns, places: readonly number[], mark: Mark, scale: TimeScale, by: Measure): readonly Sounding[] {
  if (mark.behind - mark.first === 1) {
    const place = places[mark.first] ?? -1;
    return [{ x: mark.x, added: addedOf(history, place, by), removed: removedOf(history, place, by) }];
  }
  const slice = 2 ** Math.round(Math.log2((PITCH * (scale.to - scale.from)) / Math.max(1, scale.width)));
  const found: { slice: number; x: number; added: number; removed: number }[] = [];
  for (let index = mark.first; index < mark.behind; index += 1) {
    const place = places[index] ?? -1;
    const here = Math.floor(atOf(history, place) / slice);
    let last = found.at(-1);
    if (last?.slice !== here) found.push((last = { slice: here, x: Math.min(mark.x1 - 2, Math.max(mark.x0 + 2, scale.x((here + 0.5) * slice))), added: 0, removed: 0 }));
    last.added += addedOf(history, place, by);
    last.removed += removedOf(history, place, by);
  }
  return found;
}

/**
 * The amount that the full length of a drop stands for: nine of ten fit, so that one first load does not make every
 * later day a dot; a round number, so that the scale stands still while the window moves.
 */
export function usualMost(drops: readonly Sounding[], by: Measure): number {
  const sizes = drops.map(({ added, removed }) => Math.max(added, removed)).filter((size) => size > 0).toSorted((a, b) => a - b);
  return roundUp(Math.max(1, sizes[Math.min(sizes.length - 1, Math.floor(sizes.length * 0.9))] ?? 1), by);
}

/** The next of 1, 2, 5, 10 …; of bytes within their binary unit. */
export function roundUp(value: number, by: Measure): number {
  const unit = by === 'bytes' ? 1024 ** Math.max(0, Math.floor(Math.log2(value) / 10)) : 1;
  const size = value / unit;
  const ten = 10 ** Math.floor(Math.log10(size));
  return ([1, 2, 5].find((step) => step * ten >= size) ?? 10) * ten * unit;
}

/** Snapshots by slices of time, for the strip that shows the whole history. */
export function historyBins(at: readonly number[], from: number, to: number, bins: number): readonly number[] {
  const counts = new Array<number>(Math.max(1, bins)).fill(0);
  const length = Math.max(1, to - from);
  for (const time of at) {
    const bin = Math.min(counts.length - 1, Math.max(0, Math.floor(((time - from) / length) * counts.length)));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}
