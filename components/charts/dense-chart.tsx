'use client';
import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { axisTicks, tickText } from './axis-ticks';
import type { ChartKind } from './chart-choice';
import type { ChartData } from './chart-data';
import { ChartTip } from './chart-tip';
import { axisText } from './chart-words';
import { useTokens, type Tokens } from './use-tokens';

const INKS = ['--d1', '--d2', '--d3', '--d4', '--d5', '--d6', '--d7', '--d8', '--bar-ink', '--grid-line', '--axis', '--scale', '--sheet', '--sans'] as const;

interface Props {
  readonly data: ChartData;
  readonly kind: ChartKind;
  readonly width: number;
  readonly height: number;
  readonly label: string;
}
interface Pointed {
  readonly at: number;
  readonly left: number;
}

/** Beyond a thousand points: a canvas. Its text alternative is its label and the grid of the same rows. */
export default function DenseChart({ data, kind, width, height, label }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const tokens = useTokens(INKS);
  useEffect(() => {
    const target = holder.current;
    if (!target || !tokens) return;
    const plot = new uPlot(options(data, kind, width, height, tokens, setPointed), aligned(data), target);
    return () => plot.destroy();
  }, [data, kind, width, height, tokens]);
  return (
    <div className="relative">
      <div ref={holder} role="img" aria-label={label} />
      {pointed && <div className={`pointer-events-none absolute top-1 ${pointed.left > width / 2 ? 'left-16' : 'right-3'}`}><ChartTip data={data} kind={kind} at={pointed.at} /></div>}
    </div>
  );
}

const aligned = (data: ChartData): uPlot.AlignedData => [data.xs as number[], ...data.series.map((series) => series.values as (number | null)[])];

function options(data: ChartData, kind: ChartKind, width: number, height: number, tokens: Tokens<(typeof INKS)[number]>, onPoint: (pointed: Pointed | null) => void): uPlot.Options {
  const font = `11px ${tokens['--sans']}`;
  const ink = (index: number) => (kind === 'bar' && data.series.length === 1 ? tokens['--bar-ink'] : tokens[INKS[index % 8] ?? '--d1']);
  const bars = kind === 'bar' ? uPlot.paths.bars?.({ size: [0.8, 40], gap: 0 }) : undefined;
  return {
    width, height, legend: { show: false }, padding: [8, 12, 0, 0],
    cursor: { y: false, drag: { x: true, y: false } },
    scales: { x: { time: false }, y: kind === 'bar' ? { range: (_, least, most) => [Math.min(0, least), Math.max(0, most)] } : {} },
    series: [{}, ...data.series.map((series, index) => ({ label: series.name, stroke: ink(index), width: 1.4, points: { show: false }, ...(bars ? { paths: bars, fill: ink(index), width: 0 } : {}) }))],
    axes: [
      {
        font, stroke: tokens['--axis'], size: 28, gap: 8, grid: { show: false }, ticks: { show: false },
        splits: (plot) => [...visible(axisTicks(data, width - 60), plot)], values: (_, at) => at.map((each) => tickText(each, data)),
      },
      { font, stroke: tokens['--axis'], grid: { stroke: tokens['--grid-line'], width: 1 }, ticks: { show: false }, size: 56, values: (_, at) => at.map(axisText) },
    ],
    hooks: {
      draw: [(plot) => zebra(plot, visible(axisTicks(data, width - 60), plot), tokens)],
      setCursor: [(plot) => {
        const at = plot.cursor.idx;
        onPoint(at === null || at === undefined || (plot.cursor.left ?? -1) < 0 ? null : { at, left: plot.cursor.left ?? 0 });
      }],
    },
  };
}

/** Ticks in the window that is zoomed to. */
function visible(ticks: readonly number[], plot: uPlot): readonly number[] {
  const { min, max } = plot.scales['x'] ?? {};
  return ticks.filter((at) => at >= (min ?? at) && at <= (max ?? at));
}

function zebra(plot: uPlot, ticks: readonly number[], tokens: Tokens<(typeof INKS)[number]>): void {
  const { ctx, bbox } = plot;
  const ratio = globalThis.devicePixelRatio;
  const right = bbox.left + bbox.width;
  const ends = [bbox.left, ...ticks.map((at) => plot.valToPos(at, 'x', true)).filter((x) => x > bbox.left + 1 && x < right - 1), right];
  ctx.save();
  ctx.strokeStyle = tokens['--scale'];
  ctx.lineWidth = ratio;
  ends.slice(0, -1).forEach((from, index) => {
    ctx.fillStyle = index % 2 === 0 ? tokens['--scale'] : tokens['--sheet'];
    const box = [from + ratio / 2, bbox.top + bbox.height + ratio / 2, (ends[index + 1] ?? right) - from - ratio, 3 * ratio] as const;
    ctx.fillRect(...box);
    ctx.strokeRect(...box);
  });
  ctx.restore();
}
