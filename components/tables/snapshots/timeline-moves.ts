import type { TimelineSnapshot } from './timeline-marks';

export type Move = 'parent' | 'child' | 'up' | 'down' | 'first' | 'last';

const KEYS: Readonly<Record<string, Move>> = { ArrowLeft: 'parent', ArrowRight: 'child', ArrowUp: 'up', ArrowDown: 'down', '[': 'first', ']': 'last' };
export const moveOfKey = (key: string): Move | null => KEYS[key] ?? null;

/**
 * The snapshot that a key leads to, or the same one where there is no way on. Left and right follow parents, not the
 * clock: after a rollback the two differ.
 * @param snapshots oldest first
 */
export function moveTo(snapshots: readonly TimelineSnapshot[], selected: string | null, move: Move): string | null {
  const here = snapshots.find((each) => each.id === selected);
  if (!here) return snapshots.at(-1)?.id ?? null;
  const inLane = (lane: number) => snapshots.filter((each) => each.lane === lane);
  switch (move) {
    case 'parent': return here.parentId !== null && snapshots.some((each) => each.id === here.parentId) ? here.parentId : here.id;
    case 'child': {
      const children = snapshots.filter((each) => each.parentId === here.id);
      return (children.find((each) => each.lane === here.lane) ?? children[0] ?? here).id;
    }
    case 'first': return (inLane(here.lane)[0] ?? here).id;
    case 'last': return (inLane(here.lane).at(-1) ?? here).id;
    case 'up': return nearest(inLane(here.lane - 1), here).id;
    case 'down': return nearest(inLane(here.lane + 1), here).id;
  }
}

function nearest(lane: readonly TimelineSnapshot[], here: TimelineSnapshot): TimelineSnapshot {
  const at = Date.parse(here.at);
  return lane.reduce<TimelineSnapshot | null>((best, each) => (best === null || Math.abs(Date.parse(each.at) - at) < Math.abs(Date.parse(best.at) - at) ? each : best), null) ?? here;
}
