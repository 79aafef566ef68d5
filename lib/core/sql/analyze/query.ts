import { typeText } from '@/lib/model/values/type-text';
import type { LogicalType } from '@/lib/model/values/types';
import type { Expr, Query, QueryBody, SortItem } from '../ast';
import { castTo } from '../emit/cast';
import { carrier } from '../emit/text';
import { fail, refuse } from '../errors';
import { commonType, isComparable } from '../types/coercion';
import { limitScan } from '../push-down/limit-scan';
import { analyzeSelect } from './select';
import { type Context, type Env, identifierKey, type NamedQueries, type Scope, type Typed, type TypedQuery } from './typed';
import { countMentions } from './walk';
import { orderable, sortSql } from './window';

/** A query with its WITH, ORDER BY, OFFSET and LIMIT. */
export function analyzeQuery(query: Query, env: Env, outer: Scope | null, named: NamedQueries): TypedQuery {
  const scope = withQueries(query, env, outer, named);
  const select = query.body.node === 'select';
  const body = query.body.node === 'select' ? analyzeSelect(query.body.select, query.orderBy, env, outer, scope) : analyzeBody(query.body, env, outer, scope);
  const sorted = select || query.orderBy.length === 0 ? body : sortOutput(body, query.orderBy, env, outer, scope);
  return limited(sorted, query, env);
}

function withQueries(query: Query, env: Env, outer: Scope | null, named: NamedQueries): NamedQueries {
  if (query.with.length === 0) return named;
  const all = new Map(named);
  const own = new Set<string>();
  for (const item of query.with) {
    const name = identifierKey(item.name);
    if (own.has(name)) fail('DUPLICATE_NAMED_QUERY', `WITH query name '${item.name.value}' specified more than once`, item.span);
    own.add(name);
    if (query.recursive && item.columns === null) fail('MISSING_COLUMN_ALIASES', 'missing column aliases in recursive WITH query', item.span);
    if (query.recursive) return refuse('WITH RECURSIVE', item.span);
    const typed = analyzeQuery(item.query, env, outer, all);
    if (item.columns && item.columns.length !== typed.fields.length) fail('MISMATCHED_COLUMN_ALIASES', `Column alias list has ${item.columns.length} entries but relation has ${typed.fields.length} columns`, item.name.span);
    const once = countMentions([query.with, query.body, query.orderBy], name) <= 1;
    const fields = typed.fields.map((field, i) => ({ ...field, name: item.columns ? item.columns[i]!.value : field.name, column: once ? field.column : null }));
    all.set(name, { ...typed, fields });
  }
  return all;
}

function analyzeBody(body: QueryBody, env: Env, outer: Scope | null, named: NamedQueries): TypedQuery {
  switch (body.node) {
    case 'select': return analyzeSelect(body.select, [], env, outer, named);
    case 'query': return analyzeQuery(body.query, env, outer, named);
    case 'values': return values(body.rows, env, outer, named, body.span);
    case 'table': return analyzeSelect({ span: body.span, distinct: false, items: [{ node: 'all', base: null, aliases: null, span: body.span }], from: [{ node: 'table', name: body.name, span: body.span }], where: null, groupBy: null, having: null, windows: [] }, [], env, outer, named);
    case 'set': return setOperation(body, env, outer, named);
  }
}

const context = (env: Env, outer: Scope | null, named: NamedQueries): Context => ({ env, scope: { fields: [], parent: outer, remap: null }, named, lambda: new Map(), grouped: null, clause: 'VALUES', windows: null, outputs: null });

function values(rows: readonly Expr[], env: Env, outer: Scope | null, named: NamedQueries, span: QueryBody['span']): TypedQuery {
  const cx = context(env, outer, named);
  const read = rows.map((row) => cells(row, cx));
  const types: LogicalType[] = read[0]!.map((cell) => cell.type);
  const text = (row: readonly Typed[]): string => `row(${row.map((cell) => typeText(cell.type)).join(', ')})`;
  for (const row of read) {
    if (row.length !== types.length) return fail('TYPE_MISMATCH', `Values rows have mismatched types: ${text(read[0]!)} vs ${text(row)}`, span);
    for (const [i, cell] of row.entries()) types[i] = commonType(types[i]!, cell.type) ?? fail('TYPE_MISMATCH', `Values rows have mismatched types: ${text(read[0]!)} vs ${text(row)}`, span);
  }
  const lines = read.map((row) => `(${row.map((cell, i) => castTo(cell, types[i]!, span).sql).join(', ')})`);
  const alias = env.alias();
  const columns = types.map((type, i) => `CAST(${alias}.c${i} AS ${carrier(type)}) AS c${i}`);
  return { sql: `SELECT ${columns.join(', ')} FROM (VALUES ${lines.join(', ')}) AS ${alias}(${types.map((_, i) => `c${i}`).join(', ')})`, fields: types.map((type) => ({ name: null, type, column: null })), ordered: false };
}

/** A row of VALUES: the fields of a row constructor, or one value. */
function cells(row: Expr, cx: Context): readonly Typed[] {
  if (row.node === 'row') return row.items.map((item) => cx.env.expr(item, cx));
  const value = cx.env.expr(row, cx);
  return value.type.kind === 'row' ? refuse('A row value in VALUES', row.span) : [value];
}

function setOperation(body: Extract<QueryBody, { node: 'set' }>, env: Env, outer: Scope | null, named: NamedQueries): TypedQuery {
  const [left, right] = [analyzeBody(body.left, env, outer, named), analyzeBody(body.right, env, outer, named)];
  if (left.fields.length !== right.fields.length) return fail('TYPE_MISMATCH', `${body.op} query has different number of fields: ${left.fields.length}, ${right.fields.length}`, body.opSpan);
  const types = left.fields.map((field, i) => {
    const other = right.fields[i]!.type;
    const type = commonType(field.type, other) ?? fail('TYPE_MISMATCH', `column ${i + 1} in ${body.op} query has incompatible types: ${typeText(field.type)}, ${typeText(other)}`, body.opSpan);
    if ((body.distinct || body.op !== 'UNION') && !isComparable(type)) fail('TYPE_MISMATCH', `Type ${typeText(type)} is not comparable and therefore cannot be used in ${body.op}`, body.opSpan);
    return type;
  });
  const side = (query: TypedQuery): string => {
    const alias = env.alias();
    return `SELECT ${query.fields.map((field, i) => `${castTo({ type: field.type, sql: `${alias}.c${i}`, fails: false }, types[i]!, body.opSpan).sql} AS c${i}`).join(', ')} FROM (${query.sql}) AS ${alias}`;
  };
  return { sql: `(${side(left)}) ${body.op}${body.distinct ? '' : ' ALL'} (${side(right)})`, fields: left.fields.map((field, i) => ({ name: field.name, type: types[i]!, column: null })), ordered: false };
}

function sortOutput(query: TypedQuery, orderBy: readonly SortItem[], env: Env, outer: Scope | null, named: NamedQueries): TypedQuery {
  const alias = env.alias();
  const fields = query.fields.map((field, i) => ({ name: field.name, qualifier: [], value: { type: field.type, sql: `${alias}.c${i}`, fails: false } }));
  const cx: Context = { ...context(env, outer, named), scope: { fields, parent: outer, remap: null }, clause: 'ORDER BY clause' };
  const keys = orderBy.map((item) => {
    const e = item.value;
    const value = e.node === 'integer' ? (fields[Number(e.text) - 1]?.value ?? fail('INVALID_COLUMN_REFERENCE', `ORDER BY position ${e.text} is not in select list`, e.span)) : env.expr(e, cx);
    return sortSql(orderable(value, item).sql, item);
  });
  return { ...query, sql: `SELECT ${fields.map((field) => field.value.sql).join(', ')} FROM (${query.sql}) AS ${alias} ORDER BY ${keys.join(', ')}`, ordered: true };
}

function limited(query: TypedQuery, source: Query, env: Env): TypedQuery {
  const { limit, offset } = source;
  if (limit?.withTies) {
    if (source.orderBy.length === 0) return fail('MISSING_ORDER_BY', 'FETCH FIRST WITH TIES clause requires ORDER BY', limit.span);
    return refuse('FETCH FIRST WITH TIES', limit.span);
  }
  if (limit?.fetch && /^0+$/.test(limit.count)) return fail('NUMERIC_VALUE_OUT_OF_RANGE', 'FETCH FIRST row count must be positive (actual value: 0)', limit.span);
  const number = (text: string): string => (BigInt(text) > 9223372036854775807n ? fail('INVALID_LIMIT_CLAUSE', `Invalid row count: ${text}`, limit?.span ?? source.span) : String(BigInt(text)));
  if (limit === null && offset === null) return query;
  if (limit) limitScan(source, query, BigInt(limit.count) + BigInt(offset ?? '0'), env);
  const alias = env.alias();
  // a condition from above must not reach below: it would let other rows into the limit
  const fields = query.fields.map((field) => ({ ...field, column: null }));
  const tail = `${limit ? ` LIMIT ${number(limit.count)}` : ''}${offset ? ` OFFSET ${number(offset)}` : ''}`;
  if (query.ordered) return { ...query, fields, sql: `${query.sql}${tail}` };
  return { ...query, fields, sql: `SELECT ${query.fields.map((_, i) => `${alias}.c${i}`).join(', ')} FROM (${query.sql}) AS ${alias}${tail}` };
}

