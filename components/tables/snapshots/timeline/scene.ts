import { timeScale, type TimeScale } from '@/components/charts/time-scale';
import type { TimeWindow } from '../timeline-window';
import { clusters, type Mark } from './clusters';
import { placeFlags, type Flag } from './flags';
import { atOf, type Measure, type SnapshotHistoryData } from './history';
import type { DrawnLane, DrawnRow, LaneRows } from './lane-rows';
import { soundings, usualMost, type Sounding } from './soundings';

/** The axis of time, which stays while lanes scroll below it. */
export const AXIS = 24;
/** The longest drop and the longest rise. */
export const DROP = 36;
export const RISE = 14;
export const FLAG = 16;

export interface SceneMark extends Mark {
  readonly drops: readonly Sounding[];
}
export interface SceneLane {
  readonly lane: DrawnLane;
  readonly y: number;
  readonly marks: readonly SceneMark[];
}
export interface SceneRow {
  readonly row: DrawnRow;
  readonly y: number;
  readonly flags: readonly Flag[];
}
/** Everything that is drawn, in pixels from the left of the plot and the top of all lanes. */
export interface Scene {
  readonly scale: TimeScale;
  readonly rows: readonly SceneRow[];
  readonly lanes: readonly SceneLane[];
  /** what the full length of a drop stands for */
  readonly most: number;
  readonly height: number;
}

/** Heights of the rows: where their lines lie, and how high all of them are. Tags need room above. */
export function rowPlaces({ rows, lanes }: LaneRows, tagged: readonly number[]): { readonly ys: readonly number[]; readonly height: number } {
  const withTags = new Set(tagged.map((lane) => lanes[lane]?.row));
  const ys: number[] = [];
  let at = AXIS;
  for (const [index, { kind }] of rows.entries()) {
    const above = withTags.has(index) ? 2 * FLAG + 24 : index === 0 ? 36 : 24;
    ys.push(at + above);
    at += above + (kind === 'dropped' ? DROP / 2 + 8 : DROP + 12);
  }
  return { ys, height: at + 4 };
}

/**
 * The drawing of a window: what is in view, gathered where it is dense. Costs what is in view, whatever the length of the
 * history.
 * @param letter width of one letter of a flag
 */
export function layScene(history: SnapshotHistoryData, lanes: LaneRows, tags: readonly TagPlace[], window: TimeWindow, { width, by, letter }: { readonly width: number; readonly by: Measure; readonly letter: number }): Scene {
  const scale = timeScale(window.from, window.to, width);
  const { ys, height } = rowPlaces(lanes, tags.map(({ lane }) => lane));
  const drawn = lanes.lanes.map((lane): SceneLane => {
    const marks = clusters(timesOf(history, lane), scale).map((mark) => ({ ...mark, drops: soundings(history, lane.places, mark, scale, by) }));
    return { lane, y: ys[lane.row] ?? 0, marks };
  });
  const rows = lanes.rows.map((row, index): SceneRow => {
    const here = tags.filter((tag) => lanes.lanes[tag.lane]?.row === index && tag.at >= window.from && tag.at <= window.to);
    return { row, y: ys[index] ?? 0, flags: placeFlags(here.map(({ name, at }) => ({ name, x: scale.x(at) })), width, letter) };
  });
  return { scale, rows, lanes: drawn, most: usualMost(drawn.flatMap(({ marks }) => marks.flatMap(({ drops }) => drops)), by), height };
}

export interface TagPlace {
  readonly name: string;
  readonly at: number;
  readonly lane: number;
}

/** Tags where they stand, by time. */
export const tagPlaces = (history: SnapshotHistoryData): readonly TagPlace[] =>
  history.tags.flatMap(({ name, snapshotId }) => {
    const place = history.placeOf(snapshotId);
    return place < 0 ? [] : [{ name, at: atOf(history, place), lane: history.lane[place] ?? 0 }];
  }).toSorted((a, b) => a.at - b.at);

const times = new WeakMap<DrawnLane, readonly number[]>();
function timesOf(history: SnapshotHistoryData, lane: DrawnLane): readonly number[] {
  let known = times.get(lane);
  if (!known) times.set(lane, (known = lane.places.map((place) => atOf(history, place))));
  return known;
}

const REACH = 9;

/** The mark under a point, or the nearest one within reach. */
export function markAt(scene: Scene, x: number, y: number): { readonly lane: SceneLane; readonly mark: SceneMark } | null {
  let best: { readonly lane: SceneLane; readonly mark: SceneMark } | null = null;
  let least = Infinity;
  for (const lane of scene.lanes) {
    if (y < lane.y - RISE - REACH || y > lane.y + DROP + REACH) continue;
    for (const mark of lane.marks) {
      const beside = Math.max(0, mark.x0 - x, x - mark.x1);
      if (beside > REACH) continue;
      // where rows reach into each other, the nearer line wins
      const distance = beside + Math.max(0, Math.abs(y - lane.y) - REACH) / 4;
      if (distance >= least) continue;
      least = distance;
      best = { lane, mark };
    }
  }
  return best;
}
