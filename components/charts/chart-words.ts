import { count, counted, short } from '@/components/shell/words';
import type { ChartKind } from './chart-choice';
import type { ChartData } from './chart-data';

const figure = (value: number): string => (Number.isInteger(value) && Math.abs(value) >= 10_000 ? short(value) : Number.isInteger(value) ? count(value) : Number(value.toPrecision(4)).toLocaleString('en').replace('-', '\u2212'));

/** A height in the tooltip: all of its digits that a double has. */
export const heightText = (value: number | null): string => (value === null ? '\u2013' : value.toLocaleString('en', { maximumFractionDigits: 6 }).replace('-', '\u2212'));
/** A height at the axis. */
export const axisText = figure;

/** The drawing in a sentence or two, for whoever does not see it. */
export function chartSummary(data: ChartData, kind: ChartKind, x: string, y: string): string {
  const ends = data.labels.length === 0 ? '' : `, from ${data.labels[0]} to ${data.labels.at(-1)}`;
  const lines = data.series.map(({ name, values }) => {
    let [least, most] = [-1, -1];
    values.forEach((value, index) => {
      if (value === null) return;
      if (least < 0 || value < (values[least] ?? 0)) least = index;
      if (most < 0 || value > (values[most] ?? 0)) most = index;
    });
    return most < 0 ? `${name}: no value.` : `${name}: least ${heightText(values[least] ?? null)} at ${data.labels[least]}, greatest ${heightText(values[most] ?? null)} at ${data.labels[most]}.`;
  });
  return [`${kind === 'bar' ? 'Bars' : 'Lines'} of ${y} by ${x}, ${counted(data.xs.length, 'place')}${ends}.`, ...lines].join(' ');
}

/** What the drawing leaves out or puts together; empty when it is all there, row for row. */
export function chartNotes(data: ChartData, rows: number, total: number | null): readonly string[] {
  return [
    total !== null && total > rows ? `Drawn from the first ${count(rows)} of ${count(total)} rows.` : '',
    data.added > 0 ? `${counted(data.added, 'row shares', 'rows share')} a place with another and ${data.added === 1 ? 'is' : 'are'} added to it.` : '',
    data.seriesLeft > 0 ? `The ${data.series.length} largest series; ${counted(data.seriesLeft, 'more is', 'more are')} not drawn.` : '',
    data.without > 0 ? `${counted(data.without, 'row has', 'rows have')} no place or no height.` : '',
  ].filter((note) => note !== '');
}
