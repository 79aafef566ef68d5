import type { z } from 'zod';
import type { partitionItem, specShare } from '@/lib/transport/api/contract/table-files';

export type Partition = z.infer<typeof partitionItem>;
type Spec = Pick<z.infer<typeof specShare>, 'fields'>;
export type HeatMeasure = 'rows' | 'bytes' | 'files';

export interface HeatCell { readonly column: number; readonly row: number; readonly label: string; readonly rows: number; readonly bytes: number; readonly files: number; readonly partitions: readonly Partition[] }
/** Cells on a grid whose columns and rows have names; a name that is empty is not written. */
export interface HeatShape { readonly kind: 'calendar' | 'grid' | 'strip'; readonly columns: readonly string[]; readonly rows: readonly string[]; readonly cells: readonly HeatCell[] }

const DAY_MS = 86_400_000;
const WEEKDAYS = ['Mon', '', 'Wed', '', 'Fri', '', 'Sun'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
/** cells of a strip before it goes on in the next line */
const STRIP = 60;
const natural = new Intl.Collator('en', { numeric: true });

/** How partitions of one spec are laid out: days by weeks, months by years, hours by days; two fields as a grid; another field as a strip. More fields than two are summed. */
export function heatShape(items: readonly Partition[], spec: Spec): HeatShape {
  const [first, second] = spec.fields;
  if (first === undefined || items.length === 0) return { kind: 'strip', columns: [], rows: [], cells: [] };
  if (second !== undefined) return grid(items);
  switch (first.transform) {
    case 'day': return items.some(({ values }) => dayOf(values[0]) !== null) ? weeks(items) : strip(items);
    case 'month': return calendar(items, 4, (text) => MONTHS[Number(text.slice(5, 7)) - 1] ?? null, MONTHS);
    case 'hour': return calendar(items, 10, (text) => text.slice(11, 13), Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0')));
    default: return items.every(({ values }) => dayOf(values[0]) !== null || values[0] === null) ? weeks(items) : strip(items);
  }
}

/** Days since the epoch of a date as text; null for anything else. */
function dayOf(text: string | null | undefined): number | null {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(ms) ? null : ms / DAY_MS;
}

function weeks(items: readonly Partition[]): HeatShape {
  const days = items.flatMap((item) => { const day = dayOf(item.values[0]); return day === null ? [] : [{ item, day }]; });
  // the epoch began on a Thursday
  const weekOf = (day: number): number => Math.floor((day + 3) / 7);
  const first = Math.min(...days.map(({ day }) => weekOf(day)));
  const count = Math.max(...days.map(({ day }) => weekOf(day))) - first + 1;
  const columns = Array.from({ length: count }, (_, index) => {
    const monday = new Date(((first + index) * 7 - 3) * DAY_MS);
    return index === 0 || monday.getUTCDate() <= 7 ? `${MONTHS[monday.getUTCMonth()] ?? ''}${index === 0 || monday.getUTCMonth() === 0 ? ` ${monday.getUTCFullYear()}` : ''}` : '';
  });
  return { kind: 'calendar', columns, rows: WEEKDAYS, cells: gathered(days.map(({ item, day }) => ({ item, column: weekOf(day) - first, row: (day + 3) - weekOf(day) * 7, label: item.values[0] ?? '' }))) };
}

/** Columns within a unit of time, rows by the unit: months of years, hours of days. */
function calendar(items: readonly Partition[], length: number, columnOf: (text: string) => string | null, columns: readonly string[]): HeatShape {
  const rows = [...new Set(items.flatMap(({ values }) => (typeof values[0] === 'string' ? [values[0].slice(0, length)] : [])))].sort();
  return {
    kind: 'calendar', columns, rows,
    cells: gathered(items.flatMap((item) => {
      const text = item.values[0];
      const column = typeof text === 'string' ? columnOf(text) : null;
      return typeof text !== 'string' || column === null ? [] : [{ item, column: columns.indexOf(column), row: rows.indexOf(text.slice(0, length)), label: text }];
    })),
  };
}

/** The field with more values runs to the right. */
function grid(items: readonly Partition[]): HeatShape {
  const valuesOf = (field: number): string[] => [...new Set(items.map(({ values }) => values[field] ?? 'null'))].sort(natural.compare);
  const [first, second] = [valuesOf(0), valuesOf(1)];
  const across = first.length >= second.length ? 0 : 1;
  const [columns, rows] = across === 0 ? [first, second] : [second, first];
  const [columnAt, rowAt] = [placesOf(columns), placesOf(rows)];
  return {
    kind: 'grid', columns, rows,
    cells: gathered(items.map((item) => {
      const [column, row] = [item.values[across] ?? 'null', item.values[1 - across] ?? 'null'];
      return { item, column: columnAt.get(column) ?? 0, row: rowAt.get(row) ?? 0, label: across === 0 ? `${column}, ${row}` : `${row}, ${column}` };
    })),
  };
}
const placesOf = (names: readonly string[]): ReadonlyMap<string, number> => new Map(names.map((name, index) => [name, index]));

function strip(items: readonly Partition[]): HeatShape {
  const sorted = items.toSorted((a, b) => natural.compare(a.values[0] ?? '', b.values[0] ?? ''));
  const lines = Math.ceil(sorted.length / STRIP);
  return { kind: 'strip', columns: Array.from({ length: Math.min(STRIP, sorted.length) }, () => ''), rows: Array.from({ length: lines }, (_, line) => sorted[line * STRIP]?.values[0] ?? 'null'), cells: gathered(sorted.map((item, index) => ({ item, column: index % STRIP, row: Math.floor(index / STRIP), label: item.values[0] ?? 'null' }))) };
}

function gathered(places: readonly { readonly item: Partition; readonly column: number; readonly row: number; readonly label: string }[]): readonly HeatCell[] {
  const cells = new Map<string, { column: number; row: number; label: string; rows: number; bytes: number; files: number; partitions: Partition[] }>();
  for (const { item, column, row, label } of places) {
    const key = `${column}|${row}`;
    const cell = cells.get(key) ?? { column, row, label, rows: 0, bytes: 0, files: 0, partitions: [] };
    cells.set(key, cell);
    cell.rows += item.rows;
    cell.bytes += item.bytes;
    cell.files += item.files;
    cell.partitions.push(item);
  }
  return [...cells.values()];
}

/** Depth from 0 (nothing) to 6 (the most); a quarter of the most is half as deep, so that small ones are told apart. */
export const depthOf = (value: number, most: number): number => (value <= 0 || most <= 0 ? 0 : Math.max(1, Math.min(6, Math.ceil(Math.sqrt(value / most) * 6))));
