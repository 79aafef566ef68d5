import type { Column, LogicalType } from '@/lib/model/values/types';
import type { ResolvedRelation } from '@/lib/ports/parser/port';
import type { Change, Expr, TableRelation } from '../ast';
import { fail } from '../errors';
import { isExact } from '../push-down/is-exact';
import { BIGINT, VARCHAR } from '../types/coercion';
import { whereSql } from './filter';
import { analyzeFrom, type From } from './relation';
import { type Context, type Env, identifierKey } from './typed';
import { findAggregate } from './walk';
import { nullSql, placesOf, rowContext, storable, stored, targetOf, typeList, type Written } from './written';

const OPS = { delete: 1, insert: 2, update: 3 } as const;
export const opSql = (op: keyof typeof OPS): string => `CAST(${OPS[op]} AS TINYINT)`;
/** What each row of a delta begins with: the row it changes, and what becomes of it. */
const ROW: readonly Column[] = [{ name: 'file', type: VARCHAR }, { name: 'pos', type: BIGINT }, { name: 'row_id', type: BIGINT }, { name: 'op', type: { kind: 'tinyint' } }];
export const deltaColumns = (target: ResolvedRelation): readonly Column[] => [...ROW, ...target.columns];

/** A delta's SELECT list: place of the row, operation, and every column of the target, by position. */
export const deltaList = (cells: readonly string[]): string => cells.map((cell, i) => `${cell} AS c${i}`).join(', ');
export const rowPlace = (scan: string): readonly string[] => [`${scan}.c_file`, `${scan}.c_pos`, `${scan}.c_row_id`];

/** Names of the target's columns that were read so far. */
export function columnsRead(target: ResolvedRelation, env: Env): readonly string[] {
  const used = env.scans.get(target.index)?.used ?? new Set();
  return target.columns.filter((_, at) => used.has(at)).map(({ name }) => name);
}

interface Rows {
  readonly target: ResolvedRelation;
  readonly from: From;
  readonly cx: Context;
  readonly where: string;
  readonly whole: boolean;
}

function rowsOf(change: { readonly target: TableRelation; readonly where: Expr | null }, env: Env): Rows {
  const target = targetOf(change.target.name, env);
  const from = analyzeFrom([change.target], env, null, new Map());
  const cx = rowContext(env, from.fields, 'WHERE clause');
  if (change.where === null) return { target, from, cx, where: '', whole: true };
  const where = ` WHERE ${whereSql(change.where, cx, from.fields)}`;
  return { target, from, cx, where, whole: isExact(change.where, cx, { scan: target.index, nullable: false, columns: target.columns }) };
}

/** DELETE: every row for which the condition is true. */
export function analyzeDelete(change: Extract<Change, { node: 'delete' }>, env: Env): Written {
  const { target, from, where, whole } = rowsOf(change, env);
  const cells = [...rowPlace(from.sql!), opSql('delete'), ...target.columns.map(({ type }) => nullSql(type))];
  return {
    sql: `SELECT ${deltaList(cells)} FROM ${from.sql}${where}`, columns: deltaColumns(target), ordered: false,
    write: { kind: 'delta', target: target.index, operation: 'delete', reads: columnsRead(target, env), inserts: false, changes: true, whole },
  };
}

/** UPDATE: every row for which the condition is true, with some of its columns computed from the row as it was. */
export function analyzeUpdate(change: Extract<Change, { node: 'update' }>, env: Env): Written {
  const { target, from, cx, where } = rowsOf(change, env);
  const twice = change.set.find(({ column }, i) => change.set.findIndex((other) => identifierKey(other.column) === identifierKey(column)) < i);
  // Trino lets one of them win
  if (twice) return fail('NOT_SUPPORTED', `Column ${twice.column.value} is assigned more than once`, twice.column.span);
  const missing = (name: string): string => `The UPDATE SET target column ${name} doesn't exist`;
  const places = placesOf(change.set.map(({ column }) => column), target, missing, missing);
  const values = change.set.map(({ value }) => {
    const bad = findAggregate(value);
    return bad ? fail('EXPRESSION_NOT_SCALAR', 'UPDATE SET clause cannot contain aggregations, window functions or grouping operations', bad.span) : env.expr(value, { ...cx, clause: 'UPDATE SET clause' });
  });
  const columns = places.map((at) => target.columns[at]!);
  const types = (list: readonly { readonly type: LogicalType }[]): string => typeList(list.map(({ type }) => type));
  if (!storable(values.map(({ type }) => type), columns)) return fail('TYPE_MISMATCH', `UPDATE table column types don't match SET expressions: Table: [${types(columns)}], Expressions: [${types(values)}]`, change.span);
  const computed = new Map(places.map((at, i) => [at, stored(values[i]!, target.columns[at]!, change.set[i]!.value.span)]));
  const reads = columnsRead(target, env);
  const cells = [...rowPlace(from.sql!), opSql('update'), ...target.columns.map((_, at) => computed.get(at) ?? from.fields[at]!.value.sql)];
  return {
    sql: `SELECT ${deltaList(cells)} FROM ${from.sql}${where}`, columns: deltaColumns(target), ordered: false,
    write: { kind: 'delta', target: target.index, operation: 'update', reads, inserts: false, changes: true, whole: false },
  };
}

/** The condition of ALTER TABLE … EXECUTE …: it must be one that the files' own statistics can answer. */
export function analyzeExecute(change: Extract<Change, { node: 'execute' }>, env: Env): Written {
  const { target, from, where, whole } = rowsOf(change, env);
  if (!whole) return fail('NOT_SUPPORTED', 'Unexpected FilterNode found in plan; probably connector was not able to handle provided WHERE expression', change.where.span);
  return { sql: `SELECT 1 AS c0 FROM ${from.sql}${where}`, columns: [{ name: 'rows', type: { kind: 'integer' } }], ordered: false, write: { kind: 'filter', target: target.index } };
}
