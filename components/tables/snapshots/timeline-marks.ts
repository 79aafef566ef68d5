/** What the timeline needs to know of a snapshot. */
export interface TimelineSnapshot {
  readonly id: string;
  readonly parentId: string | null;
  readonly at: string;
  readonly operation: 'append' | 'replace' | 'overwrite' | 'delete' | null;
  readonly addedRows: number | null;
  readonly deletedRows: number | null;
  readonly lane: number;
}

/** One thing drawn on a lane: a snapshot, or several that stand closer than one can point at. */
export interface TimelineMark<T extends TimelineSnapshot = TimelineSnapshot> {
  readonly x: number;
  /** first and last pixel; equal for a single snapshot */
  readonly x0: number;
  readonly x1: number;
  readonly snapshots: readonly T[];
  readonly addedRows: number;
  readonly deletedRows: number;
}

/** Nearer than this, two snapshots become one capsule. */
const GAP = 6;
const CAPSULE_LEAST = 22;
const CAPSULE_MOST = 96;

/**
 * Marks of one lane, left to right. Every snapshot is in exactly one mark; the number of marks is bounded by the
 * width, so ten thousand snapshots cost no more to draw than a hundred.
 * @param snapshots of one lane, oldest first, all inside the window
 */
export function laneMarks<T extends TimelineSnapshot>(snapshots: readonly T[], x: (at: number) => number): readonly TimelineMark<T>[] {
  const groups: { x0: number; x1: number; items: T[] }[] = [];
  for (const snapshot of snapshots) {
    const here = x(Date.parse(snapshot.at));
    const last = groups.at(-1);
    if (last && here - last.x1 < GAP && here - last.x0 <= CAPSULE_MOST) {
      last.items.push(snapshot);
      last.x1 = Math.max(last.x1, here);
    } else groups.push({ x0: here, x1: here, items: [snapshot] });
  }
  const merged: typeof groups = [];
  for (const group of groups) {
    const last = merged.at(-1);
    if (last && last.items.length > 1 && edges(group)[0] < edges(last)[1] && group.x1 - last.x0 <= CAPSULE_MOST) {
      last.items.push(...group.items);
      last.x1 = group.x1;
    } else merged.push(group);
  }
  return merged.map((group) => ({
    x: (group.x0 + group.x1) / 2, x0: edges(group)[0], x1: edges(group)[1], snapshots: group.items,
    addedRows: sum(group.items, 'addedRows'), deletedRows: sum(group.items, 'deletedRows'),
  }));
}

/**
 * The rows that the full length of a drop stands for: nine of ten marks fit, so that one first load does not make every
 * later day a dot.
 */
export function usualMost(marks: readonly TimelineMark[]): number {
  const sizes = marks.map((mark) => Math.max(mark.addedRows, mark.deletedRows)).filter((rows) => rows > 0).toSorted((a, b) => a - b);
  return Math.max(1, sizes[Math.min(sizes.length - 1, Math.floor(sizes.length * 0.9))] ?? 1);
}

function edges(group: { x0: number; x1: number; items: readonly unknown[] }): readonly [number, number] {
  if (group.items.length === 1) return [group.x0, group.x1];
  const middle = (group.x0 + group.x1) / 2;
  const half = Math.max(CAPSULE_LEAST / 2, (group.x1 - group.x0) / 2 + 3);
  return [middle - half, middle + half];
}

const sum = (items: readonly TimelineSnapshot[], key: 'addedRows' | 'deletedRows') => items.reduce((total, item) => total + (item[key] ?? 0), 0);

/** Commits by slices of time, for the strip that shows the whole history. */
export function historyBins(snapshots: readonly TimelineSnapshot[], from: number, to: number, bins: number): readonly number[] {
  const counts = new Array<number>(Math.max(1, bins)).fill(0);
  const length = Math.max(1, to - from);
  for (const snapshot of snapshots) {
    const bin = Math.min(counts.length - 1, Math.max(0, Math.floor(((Date.parse(snapshot.at) - from) / length) * counts.length)));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

/** Indexes [first, behind last] of the snapshots inside a window; `times` ascends. */
export function windowOf(times: readonly number[], from: number, to: number): readonly [number, number] {
  return [lowerBound(times, from), lowerBound(times, to + 1)];
}

function lowerBound(times: readonly number[], value: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
