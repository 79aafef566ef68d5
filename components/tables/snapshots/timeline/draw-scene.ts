import { bytes, short } from '@/components/shell/words';
import { drawAxis, drawGrid } from './draw-axis';
import { drawFlags } from './draw-flags';
import { drawPlumb, drawPointed } from './draw-labels';
import { drawHeads, drawLines } from './draw-lanes';
import { drawMarks, type Chosen } from './draw-marks';
import type { Measure, SnapshotHistoryData } from './history';
import type { Pen } from './pen';
import { AXIS, DROP, type Scene, type SceneLane, type SceneMark } from './scene';

/** What belongs to the moment of a frame: sizes in pixels, what is chosen, what lies under the pointer. */
export interface Frame extends Chosen {
  readonly left: number;
  readonly height: number;
  readonly scrolled: number;
  readonly by: Measure;
  readonly now: number;
  readonly pointed: { readonly lane: SceneLane; readonly mark: SceneMark } | null;
}

/** Draws the scene: the axis stays, lanes scroll below it, names stand at their left. */
export function drawScene(pen: Pen, scene: Scene, history: SnapshotHistoryData, frame: Frame): void {
  const { ctx } = pen;
  const { left, height, scrolled } = frame;
  ctx.save();
  ctx.translate(left, 0);
  drawAxis(pen, scene.scale);
  ctx.beginPath();
  ctx.rect(-3, AXIS, scene.scale.width + 12, height - AXIS);
  ctx.clip();
  ctx.translate(0, -scrolled);
  drawGrid(pen, scene.scale, Math.max(height + scrolled, scene.height));
  drawLines(pen, scene, history);
  drawMarks(pen, scene, history, frame);
  drawHeads(pen, scene, history);
  drawFlags(pen, scene);
  ctx.translate(0, scrolled);
  drawPlumb(pen, scene, history, frame.selected, { ...frame, top: AXIS });
  ctx.translate(0, -scrolled);
  if (frame.pointed) drawPointed(pen, scene, history, frame.pointed, frame);
  ctx.restore();
  drawNames(pen, scene, frame);
}

function drawNames(pen: Pen, scene: Scene, { left, height, scrolled, by }: Frame): void {
  const { ctx } = pen;
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, AXIS, left, height - AXIS);
  ctx.clip();
  ctx.translate(0, -scrolled);
  const most = Math.max(4, Math.floor((left - 14) / 6.4));
  for (const { row, y } of scene.rows) {
    pen.text(row.label.length > most ? `${row.label.slice(0, most - 1)}\u2026` : row.label, left - 12, y + 4, { ink: row.kind === 'main' ? '--ink' : row.kind === 'dropped' ? '--ink-3' : '--ink-2', strong: row.kind === 'main', align: 'right' });
  }
  const top = (scene.rows[0]?.y ?? AXIS) + 6;
  pen.stroke('--ink-3', left - 7, top, [[0, 0.5], [5, 0.5]]);
  pen.stroke('--ink-3', left - 4.5, top, [[0, 0], [0, DROP]]);
  pen.stroke('--ink-3', left - 7, top, [[0, DROP - 0.5], [5, DROP - 0.5]]);
  pen.text(by === 'rows' ? `${short(scene.most)}${left <= 80 ? '' : scene.most === 1 ? ' row' : ' rows'}` : bytes(scene.most), left - 12, top + DROP, { align: 'right' });
  ctx.restore();
}
