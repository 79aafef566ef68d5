import { segmentLabel, segments, timeScale } from './time-scale';
import type { ChartData } from './chart-data';
import { axisText } from './chart-words';

const LEAST_PX = 72;

/** Round numbers from `from` to `to`, at most `most` of them: steps of 1, 2 or 5 times a power of ten. */
export function roundNumbers(from: number, to: number, most: number): readonly number[] {
  const length = to - from;
  // nearer than doubles can step between, or wider than they can measure: one place
  const tooNear = length < 1e-290 || length <= Math.max(Math.abs(from), Math.abs(to)) * 1e-11;
  if (tooNear || !(length < 1e300) || most < 1) return [from];
  const power = 10 ** Math.floor(Math.log10(length / most));
  const step = [1, 2, 5, 10].map((times) => times * power).find((each) => length / each <= most) ?? 10 * power;
  const first = Math.ceil(from / step - 1e-9);
  const count = Math.floor(to / step + 1e-9) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** Where the zebra scale of the axis changes, for an axis of numbers or times of `width` pixels. */
export function axisTicks(data: ChartData, width: number): readonly number[] {
  const [from = 0, to = 0] = [data.xs[0], data.xs.at(-1)];
  if (data.scale === 'time') return segments(timeScale(from, to, width), LEAST_PX, 'utc');
  return roundNumbers(from, to, Math.max(1, width / LEAST_PX));
}

/** What stands under a tick. */
export function tickText(at: number, data: ChartData): string {
  const [from = 0, to = 0] = [data.xs[0], data.xs.at(-1)];
  if (data.scale === 'time') return segmentLabel(at, { from, to }, 'utc');
  return data.scale === 'number' ? axisText(at) : (data.labels[at] ?? '');
}
