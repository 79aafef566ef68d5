'use client';
import { useMemo } from 'react';
import { Empty } from '@/components/ui/empty';
import { Segments } from '@/components/ui/segments';
import { Select } from '@/components/ui/select';
import type { Column, Row } from '@/lib/model/values/types';
import { Chart } from './chart';
import { choiceFits, firstChoice, isAxis, isMeasure, isName, type ChartChoice } from './chart-choice';
import { chartData } from './chart-data';
import { chartNotes, chartSummary } from './chart-words';

const KINDS = [{ value: 'line', label: 'Line' }, { value: 'bar', label: 'Bar' }] as const;

/**
 * An answer as a drawing: what lies along the axis, what makes the height, what splits it into series.
 * @param rows those at hand; `total` is how many the answer has
 * @param choice null, or one that does not fit, draws what most people would
 */
export function ResultChart({ columns, rows, total = null, choice, onChoice, height = 280 }: {
  readonly columns: readonly Column[]; readonly rows: readonly Row[]; readonly total?: number | null; readonly choice: ChartChoice | null; readonly onChoice: (choice: ChartChoice) => void; readonly height?: number;
}) {
  const drawn = useMemo(() => (choice !== null && choiceFits(choice, columns) ? choice : firstChoice(columns, rows)), [choice, columns, rows]);
  const data = useMemo(() => (drawn === null ? null : chartData(columns, rows, drawn)), [columns, rows, drawn]);
  if (drawn === null || data === null) return <Empty title="Nothing to draw" why="A chart needs a column for its axis and another one of numbers." />;
  const [x, y] = [columns[drawn.x]?.name ?? '', columns[drawn.y]?.name ?? ''];
  const listed = (test: (column: Column) => boolean, but: readonly (number | null)[]) => columns.flatMap((column, index) => (test(column) && !but.includes(index) ? [{ value: String(index), label: column.name }] : []));
  const notes = chartNotes(data, rows.length, total);
  return (
    <figure className="flex min-w-0 flex-col gap-2.5" aria-label={`Chart of ${y} by ${x}`}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Segments label="Kind of chart" value={drawn.kind} options={KINDS} onChange={(kind) => onChoice({ ...drawn, kind })} />
        <Chosen word="of" label="Height" value={drawn.y} options={listed(({ type }) => isMeasure(type), [drawn.x, drawn.series])} onChange={(next) => onChoice({ ...drawn, y: next })} />
        <Chosen word="by" label="Axis" value={drawn.x} options={listed(({ type }) => isAxis(type), [drawn.y, drawn.series])} onChange={(next) => onChoice({ ...drawn, x: next })} />
        <Chosen
          word="for each" label="Series" value={drawn.series ?? -1} options={[{ value: '-1', label: 'nothing' }, ...listed(({ type }) => isName(type), [drawn.x, drawn.y])]}
          onChange={(next) => onChoice({ ...drawn, series: next < 0 ? null : next })}
        />
      </div>
      {data.xs.length === 0
        ? <Empty title="Nothing to draw" why={rows.length === 0 ? 'The answer has no rows.' : 'No row has both a place on the axis and a height.'} />
        : <Chart data={data} kind={drawn.kind} height={height} label={chartSummary(data, drawn.kind, x, y)} />}
      {notes.length > 0 && <figcaption className="text-12 text-ink-3">{notes.join(' ')}</figcaption>}
    </figure>
  );
}

function Chosen({ word, label, value, options, onChange }: { readonly word: string; readonly label: string; readonly value: number; readonly options: readonly { readonly value: string; readonly label: string }[]; readonly onChange: (index: number) => void }) {
  return <span className="flex min-w-0 items-center gap-1.5 text-12 text-ink-3">{word}<Select label={label} hideLabel value={String(value)} options={options} onChange={(next) => onChange(Number(next))} /></span>;
}
