'use client';
import { usePlotArea, useYAxisScale } from 'recharts';
import type { ChartSeries } from './chart-data';
import { seriesInk } from './series-ink';

const LEAST = 14;

/** Names at the right ends of the lines, moved apart where they would lie on one another. */
export function LineNames({ series }: { readonly series: readonly ChartSeries[] }) {
  const plot = usePlotArea();
  const scale = useYAxisScale();
  if (!plot || !scale) return null;
  const ends = apart(series.map(({ name, values }, index) => ({ name, index, y: Number(scale(values.findLast((value) => value !== null) ?? 0)) })));
  return (
    <g aria-hidden="true">
      {ends.map(({ name, index, y }) => <text key={name} className="text-11" x={plot.x + plot.width + 6} y={y + 4} fill={seriesInk(index, series.length, 'line')}>{clip(name)}</text>)}
    </g>
  );
}

function apart<T extends { readonly y: number }>(ends: readonly T[]): readonly T[] {
  const placed: T[] = [];
  for (const end of ends.toSorted((a, b) => a.y - b.y)) placed.push({ ...end, y: Math.max(end.y, (placed.at(-1)?.y ?? -LEAST) + LEAST) });
  return placed;
}

const clip = (name: string) => (name.length > 16 ? `${name.slice(0, 15)}\u2026` : name);
