import type { Row } from '@/lib/model/values/types';
import type { GridSource } from './grid-source';
import { cellsOf, type Area } from './selection';

const AT_ONCE = 5000;
/** More cells than these belong into an export: a clipboard holds them in memory several times. */
export const COPIED_MOST = 1_000_000;

/** The selected cells, row by row, fetched as far as they are not here. Throws when rows cannot be read. */
export async function collectRows(source: GridSource, shown: readonly number[], area: Area, signal: AbortSignal): Promise<readonly Row[]> {
  if (cellsOf(area) > COPIED_MOST) throw new RangeError(`More than ${COPIED_MOST.toLocaleString('en')} cells are selected. Export the answer instead.`);
  const columns = shown.slice(area.left, area.right + 1);
  const rows: Row[] = [];
  for (let from = area.top; from <= area.bottom; from += AT_ONCE) {
    const to = Math.min(area.bottom + 1, from + AT_ONCE);
    await source.fetch(from, to, signal);
    for (let index = from; index < to; index += 1) {
      const row = source.row(index);
      if (!row) throw new Error(`Row ${index + 1} could not be read. Copy again.`);
      rows.push(columns.map((column) => row[column] ?? null));
    }
  }
  return rows;
}
