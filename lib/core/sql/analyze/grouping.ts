import { typeText } from '@/lib/model/values/type-text';
import type { Span } from '@/lib/ports/parser/port';
import type { Expr, Select } from '../ast';
import { fail, refuse } from '../errors';
import { INTEGER, isComparable, mayHoldNaN } from '../types/coercion';
import { admitted, choose, placed, returnType } from './choose';
import { boolean } from './flags';
import type { Context, Grouped, Scope, Typed } from './typed';
import { orderable, sortSql } from './window';
import { findAggregate, findGroupAggregate } from './walk';
import { castTo } from '../emit/cast';

type Call = Extract<Expr, { node: 'call' }>;

/** Rows grouped: what select, having and order by may read, and the SQL that makes it. */
export interface GroupingStage {
  readonly grouped: Grouped;
  readonly scope: Scope;
  readonly alias: string;
  /** after everything was read: SELECT keys and aggregates over the rows in `from` */
  sql(from: string): string;
}

interface Keys {
  readonly keys: readonly Typed[];
  /** indexes into keys; null for one plain GROUP BY */
  readonly sets: readonly (readonly number[])[] | null;
}

export function groupRows(select: Select, base: Context, aliased: ReadonlyMap<number, Expr>): GroupingStage {
  const { keys, sets } = readKeys(select, base, aliased);
  const alias = base.env.alias();
  const inner = base.env.alias();
  const inputs: string[] = keys.map((key) => key.sql);
  const outputs: string[] = [];
  const byKey = new Map(keys.map((key, i) => [key.sql, i]));
  const input = (sql: string): string => {
    const at = inputs.indexOf(sql);
    if (at >= 0 && at >= keys.length) return `${inner}.i${at}`;
    inputs.push(sql);
    return `${inner}.i${inputs.length - 1}`;
  };
  const output = (sql: string): string => {
    let at = outputs.indexOf(sql);
    if (at < 0) at = outputs.push(sql) - 1;
    return `${alias}.g${at}`;
  };
  const keyOf = (sql: string): Typed | null => {
    const at = byKey.get(sql);
    if (at === undefined) return null;
    const { column: _, constant: __, ...key } = keys[at]!;
    return { ...key, sql: `${alias}.k${at}`, fails: false };
  };
  const grouped: Grouped = {
    base,
    key: keyOf,
    aggregate: (e) => aggregateCall(e, base, input, output),
    grouping: (names, span) => groupingCall(names, span, base, byKey, sets, (i) => output(`grouping(${inner}.i${i})`)),
  };
  const scope: Scope = {
    fields: base.scope.fields,
    parent: base.scope.parent,
    remap: (value, span, name) => keyOf(value.sql) ?? fail('EXPRESSION_NOT_AGGREGATE', `'${name}' must be an aggregate expression or appear in GROUP BY clause`, span),
  };
  const sql = (from: string): string => {
    const columns = inputs.map((text, i) => `${text} AS i${i}`);
    const select2 = [...keys.map((_, i) => `${inner}.i${i} AS k${i}`), ...outputs.map((text, i) => `${text} AS g${i}`)];
    const sets2 = sets ? `GROUPING SETS (${sets.map((set) => `(${set.map((i) => `${inner}.i${i}`).join(', ')})`).join(', ')})` : keys.map((_, i) => `${inner}.i${i}`).join(', ');
    const by = keys.length > 0 || sets ? ` GROUP BY ${sets2}` : '';
    return `SELECT ${select2.length > 0 ? select2.join(', ') : '1 AS k0'} FROM (SELECT ${columns.length > 0 ? columns.join(', ') : '1 AS i0'} ${from}) AS ${inner}${by}${select2.length === 0 ? ' HAVING true' : ''}`;
  };
  return { grouped, scope, alias, sql };
}

function readKeys(select: Select, base: Context, aliased: ReadonlyMap<number, Expr>): Keys {
  const keys: Typed[] = [];
  const cx: Context = { ...base, clause: 'GROUP BY clause' };
  const key = (e: Expr): number => {
    const expr = e.node === 'integer' ? (aliased.get(Number(e.text)) ?? fail('INVALID_COLUMN_REFERENCE', `GROUP BY position ${e.text} is not in select list`, e.span)) : e;
    const bad = findAggregate(expr);
    if (bad) fail('EXPRESSION_NOT_SCALAR', 'GROUP BY clause cannot contain aggregations, window functions or grouping operations', bad.span);
    const value = base.env.expr(expr, cx);
    if (!isComparable(value.type)) fail('TYPE_MISMATCH', `${typeText(value.type)} is not comparable, and therefore cannot be used in GROUP BY`, e.span);
    if (value.subquery) return refuse('GROUP BY a subquery', e.span);
    const at = keys.findIndex((k) => k.sql === value.sql);
    return at >= 0 ? at : keys.push(value) - 1;
  };
  const elements = select.groupBy?.elements ?? [];
  let sets: (readonly number[])[] = [[]];
  let plain = true;
  for (const element of elements) {
    let options: (readonly number[])[];
    if (element.node === 'simple') options = [element.exprs.map(key)];
    else {
      plain = false;
      const parts = element.sets.map((set) => set.map(key));
      options = element.node === 'sets' ? parts : element.node === 'rollup' ? [...parts.keys(), parts.length].map((n) => parts.slice(0, parts.length - n).flat()) : subsets(parts, select.span);
    }
    sets = sets.flatMap((set) => options.map((option) => [...new Set([...set, ...option])]));
    if (sets.length > 2048) fail('TOO_MANY_GROUPING_SETS', 'GROUP BY has more than 2048 grouping sets', select.span);
  }
  if (plain) return { keys, sets: null };
  if (select.groupBy!.distinct) sets = [...new Map(sets.map((set) => [[...set].sort((a, b) => a - b).join(','), set])).values()];
  return { keys, sets };
}

function subsets(parts: readonly (readonly number[])[], span: Span): (readonly number[])[] {
  if (parts.length > 11) return fail('TOO_MANY_GROUPING_SETS', 'CUBE has more than 2048 grouping sets', span);
  return Array.from({ length: 1 << parts.length }, (_, mask) => parts.filter((_part, i) => mask & (1 << i)).flat());
}

function aggregateCall(e: Call, base: Context, input: (sql: string) => string, output: (sql: string) => string): Typed {
  const { call } = e;
  const fn = admitted(e);
  if (fn?.kind !== 'aggregate') return refuse(`The function ${call.name}`, e.span);
  const nested = findAggregate(call.args);
  if (nested) return fail('NESTED_AGGREGATION', `Cannot nest aggregations inside aggregation '${call.name}'`, e.span);
  if (call.ignoreNulls) return refuse('IGNORE NULLS in an aggregation', e.span);
  const cx: Context = { ...base, clause: 'Aggregation' };
  const plain: Call = call.star ? { ...e, call: { ...call, args: [] } } : e;
  const { signature, args, bound } = choose(plain, call.name, fn.signatures, cx);
  // Trino decorrelates conditions, not what is aggregated
  if (args.some((arg) => arg.outer)) return refuse('A column from around a subquery inside an aggregation', e.span);
  const values = args.map((arg, i) => (bound.lambdas.has(i) || arg.constant !== undefined ? arg : { ...arg, sql: input(arg.sql) }));
  const order = call.orderBy.map((item) => ({ item, value: orderable(base.env.expr(item.value, cx), item) }));
  if (order.length > 0 && !fn.ordered) return refuse(`ORDER BY in ${call.name}`, e.span);
  // seen there: NaN after NULL, before every number
  if (order.some(({ item, value }) => item.nullsFirst && mayHoldNaN(value.type))) return refuse(`ORDER BY NULLS FIRST of numbers that can be NaN in ${call.name}`, call.orderBy[0]!.value.span);
  if (call.distinct && order.some(({ value }) => !args.some((arg) => arg.sql === value.sql))) return fail('EXPRESSION_NOT_IN_DISTINCT', 'For aggregate function with DISTINCT, ORDER BY expressions must appear in arguments', call.orderBy[0]!.value.span);
  const sorted = order.length > 0 ? ` ORDER BY ${order.map(({ item, value }) => sortSql(input(value.sql), item)).join(', ')}` : '';
  const filter = call.filter ? boolean(base.env.expr(call.filter, { ...cx, clause: 'FILTER' }), call.filter.span, 'FILTER clause') : null;
  const where = filter ? ` FILTER (WHERE ${input(filter.sql)})` : '';
  const sql = placed(e, () => signature.emit((name, ...parts) => `${name}(${call.distinct ? 'DISTINCT ' : ''}${parts.join(', ')}${sorted})${where}`, values, bound, e.span));
  return { type: returnType(signature, args, bound), sql: output(sql), fails: false };
}

/** grouping(a, b): a bit for each column, 1 where it is aggregated away. */
function groupingCall(names: readonly Expr[], span: Span, base: Context, byKey: ReadonlyMap<string, number>, sets: Keys['sets'], bit: (key: number) => string): Typed {
  const bits = names.map((name) => {
    const at = byKey.get(base.env.expr(name, base).sql);
    return at ?? fail('INVALID_ARGUMENTS', 'The arguments to GROUPING() must be expressions referenced by the GROUP BY at the current level', span);
  });
  if (sets === null) return castTo({ type: INTEGER, sql: 'CAST(0 AS INTEGER)', fails: false }, INTEGER, span);
  return { type: INTEGER, sql: `CAST(${bits.map((key, i) => `${bit(key)} * ${2 ** (bits.length - 1 - i)}`).join(' + ')} AS INTEGER)`, fails: false };
}

export const needsGrouping = (select: Select, orderBy: readonly { readonly value: Expr }[]): boolean =>
  select.groupBy !== null || select.having !== null || findGroupAggregate([select.items, orderBy]) !== null;
