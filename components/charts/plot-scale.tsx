'use client';
import { usePlotArea, useXAxisScale } from 'recharts';

/** The zebra scale under the plot of a recharts chart: segments between its ticks, or a plain line for names. */
export function PlotScale({ ticks }: { readonly ticks: readonly number[] | null }) {
  const plot = usePlotArea();
  const scale = useXAxisScale();
  if (!plot) return null;
  const y = plot.y + plot.height;
  const right = plot.x + plot.width;
  if (ticks === null) return <rect className="fill-scale" x={plot.x} y={y} width={plot.width} height="2" />;
  const inner = ticks.map((at) => Number(scale?.(at))).filter((x) => x > plot.x + 1 && x < right - 1);
  const ends = [plot.x, ...inner, right];
  return (
    <g aria-hidden="true">
      {ends.slice(0, -1).map((from, index) => (
        <rect key={from} className={index % 2 === 0 ? 'fill-scale stroke-scale' : 'fill-sheet stroke-scale'} x={from + 0.5} y={y + 0.5} width={Math.max(0, (ends[index + 1] ?? right) - from - 1)} height="3" />
      ))}
    </g>
  );
}
