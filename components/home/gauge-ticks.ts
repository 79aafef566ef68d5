/** A commit on the gauge. */
export interface GaugeCommit {
  readonly at: string;
  readonly rows: number;
  readonly operation: 'append' | 'replace' | 'overwrite' | 'delete' | null;
}
export interface Tick {
  readonly x: number;
  readonly height: number;
  readonly kind: 'append' | 'other';
}

const STEP = 4;

/**
 * Commits of a window as ticks, at most one every four pixels, the higher the more rows: a tide gauge. Heights follow
 * the logarithm, so that one large load does not flatten the rest and a small delete is still seen.
 */
export function gaugeTicks(commits: readonly GaugeCommit[], from: number, to: number, width: number, height: number): readonly Tick[] {
  const slots = new Map<number, { rows: number; other: boolean }>();
  const length = Math.max(1, to - from);
  const last = Math.max(0, Math.floor((width - 2) / STEP));
  for (const commit of commits) {
    const at = Date.parse(commit.at);
    if (at < from || at > to) continue;
    const slot = Math.min(last, Math.floor((((at - from) / length) * width) / STEP));
    const here = slots.get(slot) ?? { rows: 0, other: false };
    slots.set(slot, { rows: here.rows + Math.abs(commit.rows), other: here.other || (commit.operation !== 'append' && commit.operation !== null) });
  }
  const most = Math.max(1, ...[...slots.values()].map((slot) => slot.rows));
  return [...slots].toSorted(([a], [b]) => a - b).map(([slot, { rows, other }]) => ({ x: slot * STEP, height: Math.max(3, (Math.log1p(rows) / Math.log1p(most)) * height), kind: other ? 'other' : 'append' }));
}
