import type { DuckDBConnection } from '@duckdb/node-api';
import type { Cell, Column, LogicalType } from '@/lib/model/values/types';
import type { ColumnSummary } from '../../port';
import { spoolColumn } from '../protocol';
import { identifier } from '../quote';
import { cellOf } from './cell';
import { spoolRows, withinTime } from './spool-rows';

const SUMMARY_MS = 15_000;
const TOO_LONG = 'This answer is too large to be summed up here. Aggregate in the statement.';
/** Rows up to which distinct values are counted one by one. */
const COUNTED_MOST = 1_000_000;
const LETTERS = 300;

const NUMBERS: ReadonlySet<LogicalType['kind']> = new Set(['tinyint', 'smallint', 'integer', 'bigint', 'real', 'double', 'decimal']);
const DATED: ReadonlySet<LogicalType['kind']> = new Set(['date', 'timestamp', 'timestamp with time zone']);
const TEXTS: ReadonlySet<LogicalType['kind']> = new Set(['varchar', 'char', 'json']);
const OTHERS: ReadonlySet<LogicalType['kind']> = new Set(['boolean', 'uuid', 'time']);

/** Counts, range and spread of one column over the whole of a finished spool. */
export async function summarize(connection: DuckDBConnection, spool: string, columns: readonly Column[], column: number, bars: number): Promise<ColumnSummary> {
  const type = columns[column]?.type;
  if (type === undefined) throw new Error(`a summary of column ${column}, which the spool lacks`);
  const { from, where } = await spoolRows(spool);
  if (from === null) return { rows: 0, nulls: 0, distinct: 0, distinctIsExact: true, least: null, greatest: null, bars: [], common: [] };
  const source = `FROM (SELECT ${identifier(spoolColumn(column))} AS value FROM ${from} WHERE ${where})`;
  return withinTime(connection, SUMMARY_MS, TOO_LONG, () => summaryOf(connection, source, type, bars));
}

async function summaryOf(connection: DuckDBConnection, source: string, type: LogicalType, bars: number): Promise<ColumnSummary> {
  const rowsOf = async (sql: string) => (await connection.runAndReadAll(sql)).getRows();
  const [counts] = await rowsOf(`SELECT count(*), count(value) ${source}`);
  const [rows, values] = [Number(counts?.[0] ?? 0), Number(counts?.[1] ?? 0)];
  const distinctIsExact = rows <= COUNTED_MOST;
  const isText = TEXTS.has(type.kind);
  const placed = NUMBERS.has(type.kind) || DATED.has(type.kind);
  const ordered = placed || isText || OTHERS.has(type.kind);
  const shown = isText ? (name: string) => `left(${name}, ${LETTERS})` : (name: string) => name;
  const range = ordered ? `, ${shown('min(value)')}, ${shown('max(value)')}` : '';
  const [found] = await rowsOf(`SELECT ${distinctIsExact ? 'count(DISTINCT value)' : 'approx_count_distinct(value)'}${range} ${source}`);
  const [least, greatest] = ordered ? [cellOf(found?.[1] ?? null, type), cellOf(found?.[2] ?? null, type)] : [null, null];
  const summary = { rows, nulls: rows - values, distinct: Number(found?.[0] ?? 0), distinctIsExact, least, greatest };
  if (placed) return { ...summary, bars: await barsOf(rowsOf, source, type, bars), common: [] };
  if (!ordered) return { ...summary, bars: [], common: [] };
  const common = await rowsOf(`SELECT ${shown('any_value(value)')}, count(*) AS n ${source} WHERE value IS NOT NULL GROUP BY value ORDER BY n DESC, value LIMIT ${bars}`);
  return { ...summary, bars: [], common: common.map(([value, n]): { value: Cell; rows: number } => ({ value: cellOf(value ?? null, type), rows: Number(n) })) };
}

type RowsOf = (sql: string) => Promise<readonly (readonly unknown[])[]>;

/** Rows by equal parts of the range; only where bars stand, so a double is exact enough. What is not finite has no place. */
async function barsOf(rowsOf: RowsOf, source: string, type: LogicalType, bars: number): Promise<readonly number[]> {
  const place = DATED.has(type.kind) ? 'epoch(value)' : 'CAST(value AS DOUBLE)';
  const placed = `FROM (SELECT ${place} AS place ${source} WHERE value IS NOT NULL) WHERE isfinite(place)`;
  const found = await rowsOf(`WITH placed AS (SELECT place ${placed}), ends AS (SELECT min(place) AS low, max(place) AS high FROM placed) SELECT CASE WHEN high > low THEN least(${bars - 1}, CAST(floor((place - low) / (high - low) * ${bars}) AS INTEGER)) ELSE 0 END AS bar, count(*) FROM placed, ends GROUP BY bar`);
  const counts = Array.from({ length: bars }, () => 0);
  for (const [bar, count] of found) counts[Number(bar)] = Number(count);
  return found.length === 0 ? [] : counts;
}
