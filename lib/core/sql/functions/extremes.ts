import type { LogicalType } from '@/lib/model/values/types';
import type { Typed } from '../analyze/typed';
import { bind, carrier, failure } from '../emit/text';
import { refuse } from '../errors';
import { isFloat } from '../types/coercion';
import { ordered } from './comparison';
import { aggregate, type AggregateCall, type AggregateFunction } from './definition';
import { knownInteger } from './rules';

const listOf = (args: readonly Typed[]): LogicalType => ({ kind: 'array', element: args[0]!.type });

/** min and max pass over NaN unless there is nothing else, and hold -0 for less than 0. */
function extreme(name: 'min' | 'max', call: AggregateCall, [x]: readonly Typed[]): string {
  ordered(name, x!.type);
  if (!isFloat(x!.type)) return call(name, x!.sql);
  const type = carrier(x!.type);
  const best = call(name, `CASE WHEN isnan(${x!.sql}) THEN NULL ELSE ${x!.sql} END`);
  const zero = call('bool_or', `(${x!.sql} = 0 AND ${name === 'min' ? '' : 'NOT '}signbit(${x!.sql}))`);
  return bind([best, zero, call('count', x!.sql)], ([value, signed, count]) => `CASE WHEN ${value} = 0 AND ${signed} THEN CAST('${name === 'min' ? '-' : ''}0.0' AS ${type}) WHEN ${value} IS NULL AND ${count} > 0 THEN CAST('NaN' AS ${type}) ELSE ${value} END`);
}

/** A number of values that is a literal, as the engine wants it; what Trino says of one that is out of range. */
function howMany(name: string, n: Typed | undefined, type: string): { readonly count: bigint } | { readonly sql: string } {
  const known = knownInteger(n);
  if (known === undefined || known === null) return refuse(`${name} with a number of values that is not a literal`, null);
  if (known <= 0n) return { sql: failure('INVALID_FUNCTION_ARGUMENT', `second argument of ${name}_n must be positive`, type) };
  if (known > 10_000n) return { sql: failure('INVALID_FUNCTION_ARGUMENT', `second argument of ${name}_n must be less than or equal to 10000; found ${known}`, type) };
  return { count: known };
}

function several(name: 'min' | 'max', call: AggregateCall, [x, n]: readonly Typed[]): string {
  ordered(name, x!.type);
  if (isFloat(x!.type)) return refuse(`${name} of several ${x!.type.kind} values`, null);
  const read = howMany(name, n, `${carrier(x!.type)}[]`);
  return 'sql' in read ? read.sql : call(name, x!.sql, String(read.count));
}

/** The engine passes over rows whose value is NULL, Trino only over those whose key is: the value goes in a row of its own. */
function by(name: 'min' | 'max', call: AggregateCall, [x, y]: readonly Typed[]): string {
  ordered(`${name}_by`, y!.type);
  const engine = name === 'min' ? 'arg_min' : 'arg_max';
  const value = `{'v': ${x!.sql}}`;
  if (!isFloat(y!.type)) return `struct_extract(${call(engine, value, y!.sql)}, 'v')`;
  return `struct_extract(COALESCE(${call(engine, value, `CASE WHEN isnan(${y!.sql}) THEN NULL ELSE ${y!.sql} END`)}, ${call(engine, value, y!.sql)}), 'v')`;
}

function severalBy(name: 'min' | 'max', call: AggregateCall, [x, y, n]: readonly Typed[]): string {
  ordered(`${name}_by`, y!.type);
  if (isFloat(y!.type)) return refuse(`${name}_by of several values by ${y!.type.kind} values`, null);
  const known = knownInteger(n);
  if (known === undefined || known === null || known <= 0n || known > 10_000n) return refuse(`${name}_by with such a number of values`, null);
  return `list_transform(${call(name === 'min' ? 'arg_min' : 'arg_max', `{'v': ${x!.sql}}`, y!.sql, String(known))}, lambda pair: struct_extract(pair, 'v'))`;
}

export const EXTREMES: readonly AggregateFunction[] = (['min', 'max'] as const).flatMap((name) => [
  aggregate(name, [
    { params: ['T'], returns: 'T', emit: (call, args) => extreme(name, call, args) },
    { params: ['T', 'bigint'], returns: listOf, emit: (call, args) => several(name, call, args), fails: true },
  ]),
  aggregate(`${name}_by`, [
    { params: ['T', 'K'], returns: 'T', emit: (call, args) => by(name, call, args) },
    { params: ['T', 'K', 'bigint'], returns: listOf, emit: (call, args) => severalBy(name, call, args) },
  ]),
]);
