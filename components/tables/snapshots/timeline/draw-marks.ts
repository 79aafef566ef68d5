import { count } from '@/components/shell/words';
import { drawOperation, OPERATION_INK } from './draw-operation';
import type { HistoryColumns } from './history';
import type { Ink, Pen } from './pen';
import { DROP, RISE, type Scene, type SceneLane, type SceneMark } from './scene';

/** Below the shape, so that a small drop is not hidden behind it. */
const CLEAR = 6;

/** Which snapshots stand out: the selected one, and the one that it is compared with. */
export interface Chosen {
  readonly selected: number;
  readonly other: number;
}

/**
 * Marks with their soundings: what came hangs below the line, what went rises above it, both to the scale beside the
 * lane. What is longer than the scale ends in a break.
 */
export function drawMarks(pen: Pen, scene: Scene, history: HistoryColumns, chosen: Chosen): void {
  for (const lane of scene.lanes) {
    for (const [index, mark] of lane.marks.entries()) {
      const place = lane.lane.places[mark.first] ?? -1;
      const isSingle = mark.behind - mark.first === 1;
      const operation = isSingle ? (history.operation[place] ?? null) : 'append';
      pen.ctx.globalAlpha = lane.lane.dropped ? 0.3 : 0.6;
      drawDrops(pen, mark, lane.y, scene.most, operation === null ? '--idle' : OPERATION_INK[operation]);
      pen.ctx.globalAlpha = lane.lane.dropped ? 0.5 : 1;
      if (isSingle) drawOperation(pen, operation, mark.x, lane.y, Math.min(sizeOf(mark, scene.most), roomOf(mark, lane.marks[index - 1], lane.marks[index + 1])));
      else drawCapsule(pen, mark, lane.y);
    }
  }
  pen.ctx.globalAlpha = 1;
  for (const [place, ink] of [[chosen.other, '--ink-2'], [chosen.selected, '--ink']] as const) {
    const found = place < 0 ? null : markOf(scene, history, place);
    if (found) drawRing(pen, found.mark, found.lane.y, ink, place === chosen.other);
  }
}

/** A shape is a little larger where more rows or bytes changed: by area, from four fifths to one and a half. */
const sizeOf = ({ drops }: SceneMark, most: number): number => 0.8 + 0.7 * Math.sqrt(Math.min(1, Math.max(drops[0]?.added ?? 0, drops[0]?.removed ?? 0) / most));

/** As large as it may be without lying over its neighbours. */
const roomOf = (mark: SceneMark, before: SceneMark | undefined, after: SceneMark | undefined): number => Math.max(0.7, Math.min(mark.x - (before?.x1 ?? -Infinity), (after?.x0 ?? Infinity) - mark.x) / 9);

function drawDrops(pen: Pen, { drops }: SceneMark, y: number, most: number, ink: Ink): void {
  const length = (amount: number, longest: number) => (amount <= 0 ? 0 : Math.max(2, Math.min(longest, (amount / most) * longest)));
  for (const { x, added, removed } of drops) {
    if (added > 0) pen.fill(ink, x - 1.5, y + CLEAR, 3, length(added, DROP));
    if (removed > 0) pen.fill('--op-delete', x - 1.5, y - length(removed, RISE) - CLEAR, 3, length(removed, RISE));
    if (added > most) pen.line('--sheet', x - 3, y + CLEAR + DROP - 7, x + 3, y + CLEAR + DROP - 10, 2);
  }
}

function drawCapsule(pen: Pen, mark: SceneMark, y: number): void {
  const { ctx } = pen;
  const width = mark.x1 - mark.x0;
  ctx.beginPath();
  ctx.roundRect(mark.x0 + 0.5, y - 8, Math.max(1, width - 1), 16, 3);
  ctx.fillStyle = pen.ink('--water-soft');
  ctx.fill();
  ctx.strokeStyle = pen.ink('--water-line');
  ctx.lineWidth = 1;
  ctx.stroke();
  const many = count(mark.behind - mark.first);
  const words = `${many} commits`;
  pen.text(width > words.length * 6 ? words : many, (mark.x0 + mark.x1) / 2, y + 4, { ink: '--ink-2', align: 'center' });
}

function drawRing(pen: Pen, mark: SceneMark, y: number, ink: Ink, isDashed: boolean): void {
  const { ctx } = pen;
  ctx.setLineDash(isDashed ? [3, 2] : []);
  ctx.strokeStyle = pen.ink(ink);
  ctx.lineWidth = 1.4;
  ctx.beginPath();
  if (mark.behind - mark.first === 1) ctx.arc(mark.x, y, 9, 0, 2 * Math.PI);
  else ctx.roundRect(mark.x0 - 1.5, y - 10, mark.x1 - mark.x0 + 3, 20, 4);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** The mark that a snapshot is part of, if it is in view. */
function markOf(scene: Scene, history: HistoryColumns, place: number): { readonly lane: SceneLane; readonly mark: SceneMark } | null {
  const lane = scene.lanes[history.lane[place] ?? -1];
  const mark = lane?.marks.find(({ first, behind }) => (lane.lane.places[first] ?? 0) <= place && (lane.lane.places[behind - 1] ?? -1) >= place);
  return lane && mark ? { lane, mark } : null;
}
