import type { LogicalType } from '@/lib/model/values/types';
import { trapped, type Typed } from '../analyze/typed';

type Row = Extract<LogicalType, { kind: 'row' }>;

/** Field `index` (from 0) of a row value; NULL of a NULL row. */
export function fieldOf(row: Typed, index: number): Typed {
  const type = (row.type as Row).fields[index]!.type;
  return { type, sql: `struct_extract(${row.sql}, 'f${index + 1}')`, fails: row.fails, ...trapped([row]) };
}

/** A row of values that lie in their carriers. */
export function rowSql(fields: readonly string[]): string {
  return `{${fields.map((field, i) => `'f${i + 1}': ${field}`).join(', ')}}`;
}
