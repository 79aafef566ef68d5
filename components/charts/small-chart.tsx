'use client';
import { Bar, BarChart, CartesianGrid, Line, LineChart, Tooltip, XAxis, YAxis, type DotItemDotProps } from 'recharts';
import { axisTicks, tickText } from './axis-ticks';
import type { ChartKind } from './chart-choice';
import type { ChartData } from './chart-data';
import { ChartTip } from './chart-tip';
import { axisText } from './chart-words';
import { LineNames } from './line-names';
import { PlotScale } from './plot-scale';
import { NAMED_LINES, seriesInk } from './series-ink';

const TICK = { fontSize: 11, fill: 'var(--axis)' } as const;
const clip = (text: string) => (text.length > 14 ? `${text.slice(0, 13)}\u2026` : text);

interface Props {
  readonly data: ChartData;
  readonly kind: ChartKind;
  readonly width: number;
  readonly height: number;
  readonly label: string;
}

/** Up to some thousand points, drawn as SVG. */
export default function SmallChart({ data, kind, width, height, label }: Props) {
  const names = kind === 'line' && data.series.length > 1 && data.series.length <= NAMED_LINES;
  const placed = kind === 'line' && data.scale !== 'name';
  const ticks = placed ? axisTicks(data, width - 60) : null;
  const points = data.xs.map((x, at) => ({ at, x: placed ? x : at, heights: data.series.map((series) => series.values[at] ?? null) }));
  const frame = { data: points, width, height, margin: { top: 8, right: names ? 110 : 12, bottom: 0, left: 0 }, title: label };
  const below = data.series.some(({ values }) => values.some((value) => value !== null && value < 0));
  const parts = (
    <>
      <CartesianGrid vertical={false} stroke="var(--grid-line)" />
      <XAxis
        dataKey="x" axisLine={false} tickLine={false} tick={TICK} tickMargin={6} height={26}
        {...(placed ? { type: 'number' as const, domain: ['dataMin', 'dataMax'] as const, ticks: ticks ?? [], interval: 0 as const } : { type: 'category' as const, interval: 'preserveStartEnd' as const, minTickGap: 16 })}
        tickFormatter={(at: number) => clip(placed ? tickText(at, data) : (data.labels[at] ?? ''))}
      />
      <YAxis axisLine={false} tickLine={false} tick={TICK} tickCount={4} width="auto" tickFormatter={axisText} domain={kind === 'bar' && !below ? [0, 'auto'] : ['auto', 'auto']} />
      <Tooltip
        isAnimationActive={false} cursor={kind === 'bar' ? { fill: 'var(--hover)' } : { stroke: 'var(--ink-3)' }}
        content={({ active, payload }) => {
          const at = (payload?.[0]?.payload as { readonly at: number } | undefined)?.at;
          return active && at !== undefined ? <ChartTip data={data} kind={kind} at={at} /> : null;
        }}
      />
      <PlotScale ticks={ticks} />
    </>
  );
  if (kind === 'bar') {
    return (
      <BarChart {...frame} barGap={1} barCategoryGap={data.xs.length > 60 ? 1 : '20%'}>
        {parts}
        {data.series.map((series, index) => <Bar key={series.name} name={series.name} dataKey={(point: (typeof points)[number]) => point.heights[index]} fill={seriesInk(index, data.series.length, kind)} maxBarSize={48} isAnimationActive={false} />)}
      </BarChart>
    );
  }
  return (
    <LineChart {...frame}>
      {parts}
      {data.series.map((series, index) => (
        <Line
          key={series.name} name={series.name} dataKey={(point: (typeof points)[number]) => point.heights[index]} stroke={seriesInk(index, data.series.length, kind)} strokeWidth={1.6} isAnimationActive={false}
          dot={(dot: DotItemDotProps) => alone(series.values, dot.index)
            ? <circle key={dot.index} cx={dot.cx} cy={dot.cy} r="2" fill={seriesInk(index, data.series.length, kind)} />
            : <g key={dot.index} />}
        />
      ))}
      {names && <LineNames series={data.series} />}
    </LineChart>
  );
}

/** A value between two gaps, which as a line would not be seen. */
const alone = (values: readonly (number | null)[], at: number): boolean =>
  values[at] !== null && values[at] !== undefined && (values[at - 1] ?? null) === null && (values[at + 1] ?? null) === null;
