import { typeText } from '@/lib/model/values/type-text';
import type { LogicalType } from '@/lib/model/values/types';
import type { Expr } from '../ast';
import { castTo } from '../emit/cast';
import { compareSql } from '../emit/compare';
import { fail, refuse } from '../errors';
import { BOOLEAN, commonType, isComparable, isOrderable, mayHoldNaN } from '../types/coercion';
import { rowSql } from '../emit/nested';
import type { Context, Typed, TypedQuery } from './typed';

type Subquery = Extract<Expr, { node: 'subquery' | 'exists' | 'in-query' | 'quantified' }>;

/** Subqueries as values. Scalar ones fail in DuckDB too when they give two rows (engine-errors.ts names it). */
export function analyzeSubquery(e: Subquery, cx: Context): Typed {
  const query = cx.env.query(e.query, cx.scope, cx.named);
  if (cx.lambda.size > 0) return refuse('A subquery inside a lambda', e.span);
  if (e.node === 'exists') return { type: BOOLEAN, sql: `EXISTS (${query.sql})`, fails: true, subquery: true };
  const alias = cx.env.alias();
  const value = column(query, alias);
  if (e.node === 'subquery') return { type: value.type, sql: `(SELECT ${value.sql} FROM (${query.sql}) AS ${alias})`, fails: true, subquery: true };
  const left = cx.env.expr(e.value, cx);
  const op = e.node === 'in-query' ? '=' : e.op;
  const common = commonType(left.type, value.type);
  if (common === null || !(op === '=' || op === '<>' ? isComparable(common) : isOrderable(common))) {
    const message = e.node === 'in-query' ? `Value expression and result of subquery must be of the same type: ${typeText(left.type)} vs ${typeText(value.type)}` : `Value expression and result of subquery must be of the same type for quantified comparison: ${typeText(left.type)} vs ${typeText(value.type)}`;
    return fail('TYPE_MISMATCH', message, e.opSpan);
  }
  if (common.kind === 'row' || common.kind === 'array' || common.kind === 'map') return refuse('Comparing nested values with a subquery', e.span);
  const [x, y] = [castTo(left, common, e.span), castTo(value, common, e.span)];
  const source = `FROM (${query.sql}) AS ${alias}`;
  const flags = { type: BOOLEAN as LogicalType, fails: true, subquery: true as const };
  if (e.node === 'in-query' || (e.op === '=' && !e.all)) {
    // rows with NaN equal nothing, and are not unknown either
    const list = `SELECT ${y.sql} AS c0 ${source}${mayHoldNaN(common) ? ` WHERE ${y.sql} IS NULL OR NOT isnan(${y.sql})` : ''}`;
    const sql = `(${x.sql} IN (${list}))`;
    return { ...flags, sql: e.node === 'in-query' && e.negated ? `(NOT ${sql})` : sql };
  }
  // three-valued ANY and ALL by counting: over no rows ANY is false and ALL is true
  const test = compareSql(e.op, x, y);
  const decided = e.all ? `bool_and(${test})` : `bool_or(${test})`;
  const settled = e.all ? 'IS FALSE' : 'IS TRUE';
  return { ...flags, sql: `(SELECT CASE WHEN count(*) = 0 THEN ${e.all} WHEN ${decided} ${settled} THEN ${!e.all} WHEN count(*) > count(${test}) THEN NULL ELSE ${e.all} END ${source})` };
}

/** The one column of a subquery; more of them are one row value, as Trino has it. */
function column(query: TypedQuery, alias: string): Typed {
  const [only, ...more] = query.fields;
  if (more.length === 0) return { type: only!.type, sql: `${alias}.c0`, fails: false };
  return { type: { kind: 'row', fields: query.fields.map((field) => ({ name: field.name, type: field.type })) }, sql: rowSql(query.fields.map((_, i) => `${alias}.c${i}`)), fails: false };
}
