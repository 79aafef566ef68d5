import { carrierType } from '@/lib/model/values/carriers';
import type { Column } from '@/lib/model/values/types';
import { spoolColumn } from '../protocol';
import { identifier } from '../quote';

const nested = (column: Column): boolean => ['array', 'map', 'row'].includes(column.type.kind);

/** Names the columns for the spool, which must hold each in its carrier: Parquet has no 128-bit integers and would round them. */
export function forSpool(sql: string, columns: readonly Column[]): string {
  const names = columns.map((_, index) => identifier(spoolColumn(index)));
  const list = columns.map((column, index) => (nested(column) ? names[index] : `CAST(${names[index]} AS ${carrierType(column.type)}) AS ${names[index]}`));
  return `SELECT ${list.join(', ')} FROM (${sql}\n) AS result(${names.join(', ')})`;
}
