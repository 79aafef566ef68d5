import type { TimeScale } from '@/components/charts/time-scale';
import { atOf, type SnapshotHistoryData } from './history';
import type { Pen } from './pen';
import type { Scene, SceneLane } from './scene';

const BEND = 22;
const BRACKET = [[-6.5, -9], [-6.5, -12], [6.5, -12], [6.5, -9]] as const;

/** The lines: main over the whole width, a branch from where it left its parent to its head, where a bracket stands. */
export function drawLines(pen: Pen, scene: Scene, history: SnapshotHistoryData): void {
  for (const lane of scene.lanes) {
    pen.ctx.globalAlpha = lane.lane.dropped ? 0.35 : 0.6;
    pen.ctx.setLineDash(lane.lane.dropped ? [3, 3] : []);
    drawLine(pen, scene, lane, history);
  }
  pen.ctx.globalAlpha = 1;
  pen.ctx.setLineDash([]);
}

/** Brackets at the heads of branches: above the marks, so drawn after them. */
export function drawHeads(pen: Pen, scene: Scene, history: SnapshotHistoryData): void {
  for (const { lane, y } of scene.lanes) {
    if (lane.head < 0 || lane.dropped || scene.rows[lane.row]?.row.kind === 'tagged') continue;
    const x = scene.scale.x(atOf(history, lane.head));
    if (isInside(x, scene.scale)) pen.stroke('--ink', x, y, BRACKET, 1.4);
  }
}

function drawLine(pen: Pen, scene: Scene, { lane, y }: SceneLane, history: SnapshotHistoryData): void {
  const { scale } = scene;
  const first = lane.places[0];
  const last = lane.places.at(-1);
  if (lane.row === 0) {
    pen.line('--ink-3', 0, y, scale.width, y);
    return;
  }
  if (first === undefined || last === undefined) return;
  const begin = scale.x(atOf(history, lane.parent >= 0 ? lane.parent : first));
  const end = scale.x(atOf(history, last));
  if (end < 0 || begin > scale.width) return;
  const above = scene.lanes[history.lane[lane.parent] ?? -1]?.y;
  const bend = Math.min(BEND, Math.max(0, scale.x(atOf(history, first)) - begin));
  if (above !== undefined && begin > -BEND) {
    const { ctx } = pen;
    ctx.strokeStyle = pen.ink('--ink-3');
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(begin, above);
    ctx.bezierCurveTo(begin, y, begin, y, begin + bend, y);
    ctx.stroke();
    pen.line('--ink-3', Math.max(0, begin + bend), y, Math.min(scale.width, end), y);
  } else pen.line('--ink-3', Math.max(0, begin), y, Math.min(scale.width, end), y);
}

export const isInside = (x: number, scale: TimeScale): boolean => x >= 0 && x <= scale.width;
