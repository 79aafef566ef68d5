import { lowerBound } from './clusters';
import { atOf, type SnapshotHistoryData } from './history';
import type { LaneRows } from './lane-rows';

export type Move = 'parent' | 'child' | 'up' | 'down' | 'first' | 'last';

const KEYS: Readonly<Record<string, Move>> = { ArrowLeft: 'parent', ArrowRight: 'child', ArrowUp: 'up', ArrowDown: 'down', '[': 'first', ']': 'last' };
export const moveOfKey = (key: string): Move | null => KEYS[key] ?? null;

/**
 * The place that a key leads to, or the same one where there is no way on; from nowhere to the newest. Left and right
 * follow parents, not the clock: after a rollback the two differ.
 */
export function moveTo(history: SnapshotHistoryData, { lanes, rows }: LaneRows, from: number, move: Move): number {
  if (from < 0) return history.length - 1;
  const lane = lanes[history.lane[from] ?? 0];
  if (!lane) return from;
  switch (move) {
    case 'parent': return Math.max(history.parent[from] ?? -1, -1) < 0 ? from : (history.parent[from] ?? from);
    case 'child': {
      const children = history.childrenOf(from);
      return children.find((child) => history.lane[child] === history.lane[from]) ?? children[0] ?? from;
    }
    case 'first': return lane.places[0] ?? from;
    case 'last': return lane.places.at(-1) ?? from;
    case 'up': return nearest(history, rows[lane.row - 1], from);
    case 'down': return nearest(history, rows[lane.row + 1], from);
  }
}

function nearest(history: SnapshotHistoryData, row: LaneRows['rows'][number] | undefined, from: number): number {
  const at = atOf(history, from);
  let best = from;
  let least = Infinity;
  for (const { places } of row?.lanes ?? []) {
    // places ascend with time, so the two around this moment are the nearest of the lane
    const after = lowerBound(places, from);
    for (const place of [places[after - 1], places[after]]) {
      if (place === undefined || Math.abs(atOf(history, place) - at) >= least) continue;
      least = Math.abs(atOf(history, place) - at);
      best = place;
    }
  }
  return best;
}
