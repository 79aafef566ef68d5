import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { carrierType } from '@/lib/model/values/carriers';
import type { Column } from '@/lib/model/values/types';
import type { SpoolView } from '../../port';
import { SPOOL_INDEX, spoolColumn, type SpoolIndex } from '../protocol';
import { identifier, text } from '../quote';
import { duckDbValue } from '../worker/duckdb-value';
import { ROW_GROUP_ROWS } from '../worker/spool-writer';
import { ANSWER_ORDER, spoolRows, withinTime } from './spool-rows';

const FILE = 'rows.parquet';
const VIEW_MS = 20_000;
const TOO_LONG = 'This answer is too large to be sorted or filtered here. Put ORDER BY or WHERE into the statement.';

const named = (column: number): string => identifier(spoolColumn(column));

/** A condition over its column; its value is the parameter `place`, never part of the text. */
function conditionSql({ column, is }: SpoolView['filter'][number], given: Column, place: number): string {
  const padded = given.type.kind === 'char';
  const name = padded ? `rtrim(${named(column)}, ' ')` : named(column);
  const value = padded ? `rtrim($${place}, ' ')` : `CAST($${place} AS ${carrierType(given.type)})`;
  switch (is) {
    case 'eq': return `${name} = ${value}`;
    case 'ne': return `${name} IS DISTINCT FROM ${value}`;
    case 'gte': return `${name} >= ${value}`;
    case 'lte': return `${name} <= ${value}`;
    case 'contains': return `contains(lower(${named(column)}), lower(CAST($${place} AS VARCHAR)))`;
    case 'null': return `${name} IS NULL`;
    case 'notnull': return `${name} IS NOT NULL`;
  }
}

/** Writes the rows of a view as a spool of its own into `target`, an empty folder. */
export async function writeView(connection: DuckDBConnection, spool: string, columns: readonly Column[], view: SpoolView, target: string): Promise<number> {
  const { from, where } = await spoolRows(spool);
  const rowCount = from === null ? 0 : await copyRows(connection, columns, view, `FROM ${from} WHERE ${where}`, join(target, FILE));
  const index: SpoolIndex = { parts: from === null ? [] : [{ file: FILE, rows: rowCount }], available: rowCount, complete: true };
  const file = join(target, SPOOL_INDEX);
  await writeFile(`${file}.tmp`, JSON.stringify(index));
  await rename(`${file}.tmp`, file);
  return rowCount;
}

async function copyRows(connection: DuckDBConnection, columns: readonly Column[], view: SpoolView, source: string, target: string): Promise<number> {
  const values: DuckDBValue[] = [];
  const conditions = view.filter.map((condition) => {
    const given = columns[condition.column];
    if (given === undefined) throw new Error(`a view filters by column ${condition.column}, which the spool lacks`);
    if (condition.value !== null) values.push(duckDbValue(condition.value, given.type));
    return conditionSql(condition, given, values.length);
  });
  const keys = view.sort.map(({ column, direction }) => `${named(column)} ${direction === 'desc' ? 'DESC' : 'ASC'} NULLS LAST`);
  const order = keys.length === 0 ? '' : `ORDER BY ${[...keys, ANSWER_ORDER].join(', ')}`;
  const select = `SELECT ${columns.map((_, index) => named(index)).join(', ')} ${[source, ...conditions].join(' AND ')} ${order}`;
  const options = `FORMAT parquet, ROW_GROUP_SIZE ${ROW_GROUP_ROWS}, COMPRESSION snappy, USE_TMP_FILE false`;
  const copied = await withinTime(connection, VIEW_MS, TOO_LONG, () => connection.runAndReadAll(`COPY (${select}) TO ${text(target)} (${options})`, values));
  return Number(copied.getRows()[0]?.[0] ?? 0);
}
