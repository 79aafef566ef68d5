import { typeText } from '@/lib/model/values/type-text';
import type { Expr } from '../ast';
import { bind, quote, readsColumn } from '../emit/text';
import { fail, refuse } from '../errors';
import { isAggregate } from '../functions/registry';
import type { Bound } from '../functions/signature';
import { VARCHAR } from '../types/coercion';
import { admitted, choose, placed, returnType } from './choose';
import { concatenate } from './concat';
import { analyzeSpecial } from './conditional';
import { nestedFlags } from './flags';
import { type Context, isTrapped, type Typed } from './typed';
import { analyzeWindow } from './window';

type Call = Extract<Expr, { node: 'call' }>;

/** A function call: grammar-like ones, aggregates and windows by their contexts, scalar functions by signature. */
export function analyzeCall(e: Call, cx: Context): Typed {
  const { call } = e;
  const special = analyzeSpecial(e, cx);
  if (special) return special;
  if (call.over !== null) return analyzeWindow(e, cx);
  const fn = admitted(e);
  if (fn?.kind === 'window') return fail('MISSING_OVER', `Window function ${call.name} requires an OVER clause`, e.span);
  if (fn?.kind === 'aggregate' || isAggregate(call.name)) {
    if (cx.grouped) return cx.grouped.aggregate(e);
    return fail('EXPRESSION_NOT_SCALAR', `${cx.clause} cannot contain aggregations, window functions or grouping operations: [${call.name}]`, e.span);
  }
  if (call.distinct) return fail('FUNCTION_NOT_AGGREGATE', `DISTINCT is not supported for non-aggregation functions: ${call.name}`, e.span);
  if (call.filter) return fail('FUNCTION_NOT_AGGREGATE', `Filter is only valid for aggregation functions`, e.span);
  if (call.orderBy.length > 0) return fail('FUNCTION_NOT_AGGREGATE', 'ORDER BY is only valid for aggregation functions', e.span);
  if (call.name === 'typeof') return typeOf(e, cx);
  if (call.name === 'concat') return concat(e, cx);
  if (fn?.kind !== 'scalar') return refuse(`The function ${call.name}`, e.span);
  const { signature, args, bound } = choose(e, fn.name, fn.signatures, cx);
  const flags = nestedFlags(args);
  const emit = (values: readonly Typed[]): string => placed(e, () => signature.emit(values, bound, cx.env, e.span));
  const sql = args.some(isTrapped) ? emitHeld(e, args, bound, emit) : emit(args);
  return { ...flags, fails: flags.fails || signature.fails === true, type: returnType(signature, args, bound), sql, ...(signature.nan === false ? { nan: false } : {}) };
}

/** What may not stand in a lambda is handed to the function by name, whatever it makes of it, and everything else with it. */
function emitHeld(e: Call, args: readonly Typed[], bound: Bound, emit: (values: readonly Typed[]) => string): string {
  if ([...bound.lambdas.values()].some(({ body }) => readsColumn(body.sql))) return refuse('A lambda that reads columns, over a value from around the subquery,', e.span);
  const held = args.filter((arg, i) => arg.constant === undefined && !bound.lambdas.has(i));
  return bind(held.map((arg) => arg.sql), (names) => emit(args.map((arg) => (held.includes(arg) ? { ...arg, sql: names[held.indexOf(arg)]! } : arg))));
}

/** The type's name; the argument is typed and still computed when it may fail, as Trino folds it. */
function typeOf(e: Call, cx: Context): Typed {
  if (e.call.args.length !== 1) return fail('FUNCTION_NOT_FOUND', 'Unexpected parameters for function typeof. Expected: typeof(T)', e.span);
  const value = cx.env.expr(e.call.args[0]!, cx);
  const text = quote(typeText(value.type));
  if (!value.fails) return { type: VARCHAR, sql: text, fails: false, constant: typeText(value.type) };
  return { ...nestedFlags([value]), type: VARCHAR, sql: `CASE WHEN ${value.sql} IS NULL THEN ${text} ELSE ${text} END` };
}

function concat(e: Call, cx: Context): Typed {
  const args = e.call.args.map((arg) => cx.env.expr(arg, cx));
  if (args.length < 2) return fail('INVALID_FUNCTION_ARGUMENT', 'There must be two or more concatenation arguments', null);
  if (args.length > 2 && args.some((arg) => arg.type.kind === 'unknown')) return refuse('concat with an untyped NULL', e.span);
  return args.slice(1).reduce((left, right) => concatenate(left, right, e.span), args[0]!);
}
