import type { TimeScale } from '@/components/charts/time-scale';

/** One thing drawn on a lane: a snapshot, or several that stand closer than one can point at. */
export interface Mark {
  readonly x: number;
  /** first and last pixel; equal for a single snapshot */
  readonly x0: number;
  readonly x1: number;
  /** indexes [first, behind last] in the lane's times */
  readonly first: number;
  readonly behind: number;
}

/** Nearer than this, two snapshots become one capsule. */
export const GAP = 6;
const CAPSULE_LEAST = 22;
const CAPSULE_MOST = 96;
/** What stands this far outside is looked at too: it may belong to a capsule that is in view. */
const MARGIN = 240;

/**
 * Marks of one lane that are in view, left to right. Every snapshot is in exactly one mark, and the number of marks is
 * bounded by the width: ten thousand snapshots cost no more to draw than a hundred. Long runs are cut at fixed moments,
 * so that capsules do not shift while one moves the window.
 * @param times of the lane's snapshots, ascending
 */
export function clusters(times: readonly number[], scale: TimeScale): readonly Mark[] {
  const msPerPixel = (scale.to - scale.from) / Math.max(1, scale.width);
  const cell = 2 ** Math.floor(Math.log2(CAPSULE_MOST * msPerPixel));
  const marks: Mark[] = [];
  const start = lowerBound(times, scale.from - MARGIN * msPerPixel);
  const end = lowerBound(times, scale.to + MARGIN * msPerPixel);
  const x = (index: number) => scale.x(times[index] ?? 0);
  for (let first = start; first < end;) {
    let behind = first + 1;
    while (behind < end && x(behind) - x(behind - 1) < GAP) behind += 1;
    const run = x(behind - 1) - x(first) > CAPSULE_MOST ? pieces(times, first, behind, cell) : [[first, behind] as const];
    for (const [index, [from, to]] of run.entries()) add(marks, markOf(from, to, x), x, index === 0);
    first = behind;
  }
  return marks.filter(({ x0, x1 }) => x1 >= -GAP && x0 <= scale.width + GAP);
}

/** A run too long for one capsule, in pieces of a cell; nobody is left alone at an edge. */
function pieces(times: readonly number[], first: number, behind: number, cell: number): readonly (readonly [number, number])[] {
  const cut: [number, number][] = [];
  let from = first;
  for (let at = first + 2; at <= behind - 2; at += 1) {
    if (at - from < 2 || Math.floor((times[at] ?? 0) / cell) === Math.floor((times[at - 1] ?? 0) / cell)) continue;
    cut.push([from, at]);
    from = at;
  }
  return [...cut, [from, behind]];
}

/** Adds a mark, or lets the capsule beside it grow where the least width of one would lie over the other. */
function add(marks: Mark[], mark: Mark, x: (index: number) => number, canJoin: boolean): void {
  const before = marks.at(-1);
  const isCapsule = mark.behind - mark.first > 1;
  if (before && before.x1 >= mark.x0 - (isCapsule ? 0 : GAP / 2) && (isCapsule || before.behind - before.first > 1)) {
    if (canJoin && x(mark.behind - 1) - x(before.first) <= CAPSULE_MOST) marks[marks.length - 1] = markOf(before.first, mark.behind, x);
    else marks.push(isCapsule ? { ...mark, x0: Math.min(mark.x1, before.x1 + 1) } : mark);
  } else marks.push(mark);
}

function markOf(first: number, behind: number, x: (index: number) => number): Mark {
  const [from, to] = [x(first), x(behind - 1)];
  const middle = (from + to) / 2;
  if (behind - first === 1) return { x: middle, x0: from, x1: to, first, behind };
  const half = Math.max(CAPSULE_LEAST / 2, (to - from) / 2 + 3);
  return { x: middle, x0: middle - half, x1: middle + half, first, behind };
}

/** Index of the first value that is not below `value`; `values` ascends. */
export function lowerBound(values: readonly number[], value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
