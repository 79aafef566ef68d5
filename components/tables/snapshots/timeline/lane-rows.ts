import { atOf, type HistoryColumns } from './history';

/** A lane of the history as it is drawn. */
export interface DrawnLane {
  readonly name: string;
  readonly dropped: boolean;
  readonly row: number;
  /** places of its snapshots, oldest first */
  readonly places: readonly number[];
  /** place of what its first snapshot grew from; -1 where that is gone or there is none */
  readonly parent: number;
  /** place of the snapshot that its name stands at; -1 for an empty branch */
  readonly head: number;
}
export interface DrawnRow {
  readonly label: string;
  readonly kind: 'main' | 'branch' | 'tagged' | 'dropped';
  readonly lanes: readonly DrawnLane[];
}
export interface LaneRows {
  readonly lanes: readonly DrawnLane[];
  readonly rows: readonly DrawnRow[];
}

/**
 * Lanes from top to bottom: main, then a row a branch. Lines that only a tag holds, and those that nothing names any more,
 * share rows where they do not lie over each other in time: a year of rollbacks is a row or two, not a hundred.
 */
export function laneRows(history: HistoryColumns): LaneRows {
  const places = history.lanes.map((): number[] => []);
  for (const [place, lane] of history.lane.entries()) places[lane]?.push(place);
  const heads = new Map(history.id.map((id, place) => [id, place]));
  const tags = new Map(history.tags.map(({ name, snapshotId }) => [name, snapshotId]));
  const rows: { label: string; kind: DrawnRow['kind']; lanes: DrawnLane[]; ends: number }[] = [];
  const lanes = history.lanes.map(({ name, head, dropped }, index): DrawnLane => {
    const own = places[index] ?? [];
    const parent = history.parent[own[0] ?? -1] ?? -1;
    const kind = index === 0 ? 'main' : dropped ? 'dropped' : tags.get(name) === head && head !== null ? 'tagged' : 'branch';
    const lane = { name, dropped, places: own, parent, head: head === null ? -1 : (heads.get(head) ?? -1) };
    const begins = atOf(history, parent >= 0 ? parent : (own[0] ?? -1));
    const ends = atOf(history, own.at(-1) ?? -1);
    // lanes of a kind come newest first, so a row is free for what ends before it begins
    let row = kind === 'main' || kind === 'branch' ? -1 : rows.findIndex((each) => each.kind === kind && ends < each.ends);
    if (row < 0) {
      row = rows.length;
      rows.push({ label: kind === 'dropped' ? 'dropped' : kind === 'tagged' ? 'tagged' : name, kind, lanes: [], ends: begins });
    }
    const drawn = { ...lane, row };
    const into = rows[row];
    if (into) {
      into.lanes.push(drawn);
      into.ends = begins;
    }
    return drawn;
  });
  return { lanes, rows: rows.map(({ label, kind, lanes: inRow }) => ({ label, kind, lanes: inRow })) };
}
