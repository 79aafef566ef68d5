'use client';
import { ChevronDown } from 'lucide-react';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { Kbd } from '@/components/ui/kbd';
import { Menu, type MenuEntry } from '@/components/ui/menu';
import type { GridSource } from './grid-source';
import { areaOf, cellsOf, type Selection } from './selection';
import { sumArea, SUMMED_MOST, type Summary } from './sum-area';

const grouped = new Intl.NumberFormat('en');
const counted = (count: number, one: string) => `${grouped.format(count)} ${one}${count === 1 ? '' : 's'}`;
const BUTTON = 'flex h-6 items-center gap-1 rounded-1 px-1.5 text-12 text-ink-2 hover:bg-hover hover:text-ink';

/** What is selected, added up; and what can be done with it. */
export function StatusBar({ source, version, shown, selection, copies, columns, onView, note }: {
  readonly source: GridSource; readonly version: number; readonly shown: readonly number[]; readonly selection: Selection | null;
  readonly copies: readonly MenuEntry[]; readonly columns: readonly MenuEntry[]; readonly onView: () => void;
  /** what to say while nothing is selected */
  readonly note: ReactNode;
}) {
  const summary = useSummary(source, version, shown, selection);
  return (
    <div className="flex h-[30px] shrink-0 items-center gap-4 overflow-hidden border-t border-rule bg-well px-4 text-12 whitespace-nowrap text-ink-2">
      <div role="status" className="flex min-w-0 items-center gap-4 overflow-hidden">
        {selection === null ? (note ?? counted(source.rowCount, 'row')) : <Told source={source} shown={shown} selection={selection} summary={summary} />}
      </div>
      <span className="grow" />
      {selection !== null && <button type="button" onClick={onView} className={`${BUTTON} max-sm:hidden`}><Kbd>Space</Kbd> view cell</button>}
      {selection !== null && <Menu label="Copy the selection" trigger={<>Copy<ChevronDown size={12} strokeWidth={1.6} aria-hidden="true" /></>} items={copies} className={BUTTON} />}
      <Menu label="Columns of this grid" trigger={<>{shown.length === source.columns.length ? counted(shown.length, 'column') : `${shown.length} of ${counted(source.columns.length, 'column')}`}<ChevronDown size={12} strokeWidth={1.6} aria-hidden="true" /></>} items={columns} className={BUTTON} />
    </div>
  );
}

function Told({ source, shown, selection, summary }: { readonly source: GridSource; readonly shown: readonly number[]; readonly selection: Selection; readonly summary: Summary | null }) {
  const area = areaOf(selection);
  const cells = cellsOf(area);
  const name = source.columns[shown[area.left] ?? -1]?.name;
  const where = area.left === area.right && name !== undefined ? ` in ${name}` : '';
  return (
    <>
      <span className="max-w-80 shrink-0 truncate">{cells === 1 ? `Row ${grouped.format(selection.active.row + 1)}${where}` : `${counted(cells, 'cell')}${where}`}</span>
      {summary !== null && summary.nulls > 0 && cells > 1 && <span>{grouped.format(summary.nulls)} null</span>}
      {summary?.figures.map(({ name: figure, text }) => <span key={figure}>{figure} <b className="font-strong text-ink">{text}</b></span>)}
      {cells > 1 && tooMany(cells, area.bottom - area.top + 1) && <span>too many to add up here</span>}
    </>
  );
}

/** Rows that are fetched only to be added up. */
const FETCHED_MOST = 20_000;
const tooMany = (cells: number, rows: number) => cells > SUMMED_MOST || rows > FETCHED_MOST;

/** The sums of a selection; rows of it that are not here are fetched first, once the selection rests. */
function useSummary(source: GridSource, version: number, shown: readonly number[], selection: Selection | null): Summary | null {
  const [settled, setSettled] = useState(selection);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(selection), 60);
    return () => clearTimeout(timer);
  }, [selection]);
  const area = useMemo(() => (settled === null || settled !== selection ? null : areaOf(settled)), [settled, selection]);
  const summed = area !== null && !tooMany(cellsOf(area), area.bottom - area.top + 1);
  useEffect(() => {
    if (area && summed) void source.fetch(area.top, area.bottom + 1, new AbortController().signal);
  }, [source, area, summed]);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the source is read anew when its version says that cells arrived
  return useMemo(() => (area && summed ? sumArea(source, shown, area) : null), [source, version, shown, area, summed]);
}
