import { typeText } from '@/lib/model/values/type-text';
import type { Expr, FrameBound, SortItem, WindowSpec } from '../ast';
import { castTo } from '../emit/cast';
import { fail, refuse } from '../errors';
import { BIGINT, canCoerce, isFloat, isNumeric, isOrderable } from '../types/coercion';
import { admitted, choose, placed, returnType } from './choose';
import { nestedFlags } from './flags';
import { type Context, identifierKey, type Typed } from './typed';
import { findWindow } from './walk';

type Call = Extract<Expr, { node: 'call' }>;

/** A call with OVER, as DuckDB's own window function over the same partition, order and frame. */
export function analyzeWindow(e: Call, cx: Context): Typed {
  const { call } = e;
  if (cx.windows === null) return fail('EXPRESSION_NOT_SCALAR', `${cx.clause} cannot contain aggregations, window functions or grouping operations: [${call.name}]`, e.span);
  const start = { ...e.span, line: 1, column: 1 };
  if (call.filter) return fail('NOT_SUPPORTED', 'FILTER is not yet supported for window functions', start);
  if (call.distinct) return fail('NOT_SUPPORTED', `DISTINCT in window function parameters not yet supported: ${call.name}`, start);
  if (call.orderBy.length > 0) return fail('NOT_SUPPORTED', 'Window function with ORDER BY is not supported', start);
  const fn = admitted(e);
  if (fn === undefined || fn.kind === 'scalar') return fn ? fail('FUNCTION_NOT_WINDOW', `Not a window function: ${call.name}`, start) : refuse(`The function ${call.name}`, e.span);
  if (fn.kind === 'aggregate' && fn.window === false) return refuse(`${call.name} as a window function`, e.span);
  if (call.ignoreNulls && !(fn.kind === 'window' && fn.nulls)) return refuse(`IGNORE NULLS with ${call.name}`, e.span);
  for (const arg of call.args) if (findWindow(arg)) return fail('NESTED_WINDOW', 'Cannot nest window functions', arg.span);
  const spec = resolveSpec(call.over!, cx);
  const inner: Context = { ...cx, windows: null, clause: 'Window' };
  if (fn.kind === 'window' && fn.offset && spec.orderBy.length === 0) return fail('MISSING_ORDER_BY', `${call.name} function requires an ORDER BY window clause`, call.over!.span);
  if (fn.kind === 'window' && fn.offset && spec.frame) return fail('INVALID_WINDOW_FRAME', `Cannot specify window frame for ${call.name} function`, spec.frame.span);
  const args: Call = call.star ? { ...e, call: { ...call, args: [] } } : e;
  const { signature, args: values, bound } = choose(args, call.name, fn.signatures, inner);
  // the ranks are those of the whole partition, whatever frame is written
  const ranks = fn.kind === 'window' && fn.ranking === true;
  const over = overSql(ranks ? { ...spec, frame: null } : spec, inner);
  const suffix = call.ignoreNulls ? ' IGNORE NULLS' : '';
  const sql = placed(e, () => signature.emit((name, ...parts) => `${name}(${parts.join(', ')}${suffix}) OVER (${over.sql})`, values, bound, e.span));
  const flags = nestedFlags([...values, ...over.parts]);
  return { ...flags, fails: true, type: returnType(signature, values, bound), sql };
}

function resolveSpec(over: NonNullable<Call['call']['over']>, cx: Context): WindowSpec {
  if (!('partitionBy' in over)) return cx.windows!.get(identifierKey(over)) ?? fail('INVALID_WINDOW_REFERENCE', `Cannot resolve WINDOW name ${over.value}`, over.span);
  if (over.base === null) return over;
  const base = cx.windows!.get(identifierKey(over.base)) ?? fail('INVALID_WINDOW_REFERENCE', `Cannot resolve WINDOW name ${over.base.value}`, over.base.span);
  if (over.partitionBy.length > 0) return fail('INVALID_PARTITION_BY', 'WINDOW specification with named WINDOW reference cannot specify PARTITION BY', over.span);
  if (over.orderBy.length > 0 && base.orderBy.length > 0) return fail('INVALID_ORDER_BY', 'Cannot specify ORDER BY if referenced named WINDOW specifies ORDER BY', over.span);
  if (base.frame) return fail('INVALID_WINDOW_REFERENCE', 'Cannot reference named WINDOW containing frame specification', over.span);
  return { ...over, partitionBy: base.partitionBy, orderBy: over.orderBy.length > 0 ? over.orderBy : base.orderBy };
}

function overSql(spec: WindowSpec, cx: Context): { readonly sql: string; readonly parts: readonly Typed[] } {
  const partition = spec.partitionBy.map((e) => cx.env.expr(e, cx));
  const order = spec.orderBy.map((item) => orderable(cx.env.expr(item.value, cx), item));
  const parts: string[] = [];
  if (partition.length > 0) parts.push(`PARTITION BY ${partition.map((p) => p.sql).join(', ')}`);
  if (order.length > 0) parts.push(`ORDER BY ${order.map((o, i) => sortSql(o.sql, spec.orderBy[i]!)).join(', ')}`);
  if (spec.frame) parts.push(frameSql(spec.frame, spec, order, cx));
  return { sql: parts.join(' '), parts: [...partition, ...order] };
}

export function orderable(value: Typed, item: SortItem): Typed {
  return isOrderable(value.type) && value.type.kind !== 'uuid' ? value : value.type.kind === 'uuid' ? refuse('Ordering by uuid', item.value.span) : fail('TYPE_MISMATCH', `Type ${typeText(value.type)} is not orderable, and therefore cannot be used in ORDER BY`, item.value.span);
}
/** NULLs last in both directions unless written otherwise. */
export const sortSql = (sql: string, item: SortItem): string => `${sql} ${item.descending ? 'DESC' : 'ASC'} NULLS ${item.nullsFirst ? 'FIRST' : 'LAST'}`;

function frameSql(frame: NonNullable<WindowSpec['frame']>, spec: WindowSpec, order: readonly Typed[], cx: Context): string {
  const { start, end, unit } = frame;
  if (start.bound === 'unbounded-following') return fail('INVALID_WINDOW_FRAME', 'Window frame start cannot be UNBOUNDED FOLLOWING', frame.span);
  if (end.bound === 'unbounded-preceding') return fail('INVALID_WINDOW_FRAME', 'Window frame end cannot be UNBOUNDED PRECEDING', frame.span);
  if (start.bound === 'current-row' && end.bound === 'preceding') return fail('INVALID_WINDOW_FRAME', 'Window frame starting from CURRENT ROW cannot end with PRECEDING', frame.span);
  if (start.bound === 'following' && (end.bound === 'preceding' || end.bound === 'current-row')) return fail('INVALID_WINDOW_FRAME', `Window frame starting from FOLLOWING cannot end with ${end.bound === 'preceding' ? 'PRECEDING' : 'CURRENT ROW'}`, frame.span);
  if (unit === 'GROUPS' && order.length === 0) return fail('MISSING_ORDER_BY', 'Window frame of type GROUPS PRECEDING or FOLLOWING requires ORDER BY', frame.span);
  return `${unit} BETWEEN ${boundSql(start, unit, spec, order, cx)} AND ${boundSql(end, unit, spec, order, cx)}`;
}

function boundSql(bound: FrameBound, unit: string, spec: WindowSpec, order: readonly Typed[], cx: Context): string {
  if (!('offset' in bound)) return bound.bound.replace('-', ' ').toUpperCase();
  const offset = cx.env.expr(bound.offset, cx);
  const direction = bound.bound.toUpperCase();
  const invalid = (): never => fail('INVALID_WINDOW_FRAME', 'Window frame offset value must not be negative or null', null);
  if (typeof offset.constant !== 'string') return offset.constant === null || (bound.offset.node === 'negate') ? invalid() : refuse('A window frame with an offset that is not a literal', bound.offset.span);
  if (offset.constant.startsWith('-')) invalid();
  if (unit !== 'RANGE') {
    if (!canCoerce(offset.type, BIGINT)) return fail('TYPE_MISMATCH', `Window frame ${unit} offset must be an exact numeric with scale 0`, bound.offset.span);
    return `${castTo(offset, BIGINT, bound.offset.span).sql} ${direction}`;
  }
  const [key] = order;
  if (order.length !== 1 || !key) return fail(order.length === 0 ? 'MISSING_ORDER_BY' : 'INVALID_ORDER_BY', 'Window frame of type RANGE PRECEDING or FOLLOWING requires single sort item in ORDER BY', spec.span);
  if (isNumeric(key.type) && !isFloat(key.type) && canCoerce(offset.type, key.type)) return `${castTo(offset, key.type, bound.offset.span).sql} ${direction}`;
  if ((key.type.kind === 'date' || key.type.kind === 'timestamp') && offset.type.kind.startsWith('interval')) {
    return `${offset.type.kind === 'interval year to month' ? `to_months(${offset.constant})` : `to_microseconds(CAST(${offset.constant}000 AS BIGINT))`} ${direction}`;
  }
  return refuse('This RANGE frame', bound.offset.span);
}
