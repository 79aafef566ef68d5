import { segmentLabel, segments, type TimeScale } from '@/components/charts/time-scale';
import type { Pen } from './pen';

const EDGE = 26;

/** The zebra scale with its labels; one segment is one round unit. */
export function drawAxis(pen: Pen, scale: TimeScale): void {
  const ends = segments(scale);
  const all = [scale.from, ...ends.filter((at) => at > scale.from && at < scale.to), scale.to];
  // filled and open keep their turns while the window moves: they are told by the clock, not by their order in view
  const step = (ends[1] ?? 0) - (ends[0] ?? 0);
  for (const [index, from] of all.slice(0, -1).entries()) {
    const x = scale.x(from);
    const next = all[index + 1] ?? scale.to;
    const turn = step > 0 ? Math.round((next === scale.to ? (ends.at(-1) ?? 0) + step : next) / step) : index;
    const isFilled = turn % 2 === 0;
    const width = Math.max(0, scale.x(next) - x - 0.5);
    pen.fill('--scale', x, 18, width + 0.5, 4);
    if (!isFilled) pen.fill('--sheet', x + 1, 19, Math.max(0, width - 1), 2);
  }
  for (const at of ends) {
    const x = scale.x(at);
    if (x > EDGE && x < scale.width - EDGE) pen.text(segmentLabel(at, scale), x, 11, { align: 'center' });
  }
}

/** Lines down through the lanes, at the ends of the segments. */
export function drawGrid(pen: Pen, scale: TimeScale, height: number): void {
  for (const at of segments(scale)) {
    const x = Math.round(scale.x(at)) + 0.5;
    pen.line('--grid-line', x, 0, x, height);
  }
}
