import type { LogicalType } from '@/lib/model/values/types';
import type { Typed } from '../analyze/typed';
import { bind, carrier, failure } from '../emit/text';
import type { Span } from '@/lib/ports/parser/port';
import { typeText } from '@/lib/model/values/type-text';
import { fail, refuse } from '../errors';
import { aggregate, type AggregateFunction } from './definition';
import { EXTREMES } from './extremes';
import { plainKeys } from './lists';
import { knownText } from './rules';
import { STATISTICS } from './statistics';
import { SUMS } from './sums';

const elementOf = (args: readonly Typed[]): LogicalType => ({ kind: 'array', element: args[0]!.type });
const mapOf = (value: (args: readonly Typed[]) => LogicalType) => (args: readonly Typed[]): LogicalType => ({ kind: 'map', key: args[0]!.type, value: value(args) });

/** Pairs of which the first of each key counts; rows without a key are left out, and no row at all is NULL. */
function mapAgg([k, v]: readonly Typed[], list: string): string {
  plainKeys('map_agg', k!.type);
  const pairs = bind([list], ([all]) => `list_filter(${all}, lambda pair: pair.k IS NOT NULL)`);
  return bind([pairs], ([l]) => bind([`list_transform(${l}, lambda pair: pair.k)`], ([names]) =>
    `CASE WHEN ${l} IS NULL OR len(${l}) = 0 THEN NULL WHEN len(list_distinct(${names})) = len(${names}) THEN map(${names}, list_transform(${l}, lambda pair: pair.v)) ELSE CAST(map_from_entries(list_filter(${l}, lambda pair, i: list_position(${names}, pair.k) = i)) AS ${carrier(mapOf(() => v!.type)([k!]))}) END`));
}

/** All values of each key, in their order; rows without a key are left out, and no row at all is NULL. Sorted once, so that many keys cost no more than many rows. */
function multimapAgg([k]: readonly Typed[], list: string): string {
  plainKeys('multimap_agg', k!.type);
  const pairs = bind([list], ([all]) => `list_filter(${all}, lambda pair: pair.k IS NOT NULL)`);
  return bind([pairs], ([l]) => bind([`list_sort(list_transform(${l}, lambda pair, i: {'k': pair.k, 'i': i, 'v': pair.v}))`], ([s]) => bind([`list_filter(range(1, len(${s}) + 1), lambda i: i = 1 OR ${s}[i].k <> ${s}[i - 1].k)`], ([starts]) =>
    `CASE WHEN ${l} IS NULL OR len(${l}) = 0 THEN NULL ELSE map(list_transform(${starts}, lambda i: ${s}[i].k), list_transform(${starts}, lambda i, j: list_transform(list_slice(${s}, i, coalesce(${starts}[j + 1], len(${s}) + 1) - 1), lambda pair: pair.v))) END`)));
}

/** The entries of all maps; of a key that several have, the first that came. No map at all is NULL. */
function mapUnion(map: Typed, list: string): string {
  const { key } = map.type as Extract<LogicalType, { kind: 'map' }>;
  plainKeys('map_union', key);
  const maps = bind([list], ([all]) => `list_filter(${all}, lambda one: one IS NOT NULL)`);
  return bind([maps], ([l]) => bind([`flatten(list_transform(${l}, lambda one: map_entries(one)))`], ([entries]) => bind([`list_transform(${entries}, lambda entry: entry.key)`], ([names]) =>
    `CASE WHEN ${l} IS NULL OR len(${l}) = 0 THEN NULL ELSE CAST(map_from_entries(list_filter(${entries}, lambda entry, i: list_position(${names}, entry.key) = i)) AS ${carrier(map.type)}) END`)));
}

function listagg([x, separator]: readonly Typed[], text: string, span: Span): string {
  if (x!.type.kind !== 'varchar') return fail('TYPE_MISMATCH', `Expected expression of varchar, but the first argument of listagg has ${typeText(x!.type)} type`, span);
  if (knownText(separator) === undefined) return refuse('listagg with a separator that is not a literal', null);
  // Trino's limit; ON OVERFLOW ERROR is what is meant without a word
  return bind([text], ([t]) => `CASE WHEN strlen(${t}) > 1048576 THEN ${failure('EXCEEDED_FUNCTION_MEMORY_LIMIT', 'Concatenated string has the length in bytes larger than the maximum output length 1048576', 'VARCHAR')} ELSE ${t} END`);
}

export const AGGREGATES: readonly AggregateFunction[] = [
  ...SUMS,
  ...EXTREMES,
  ...STATISTICS,
  aggregate('bool_and', [{ params: ['boolean'], returns: 'boolean', emit: (call, [x]) => call('bool_and', x!.sql) }]),
  aggregate('every', [{ params: ['boolean'], returns: 'boolean', emit: (call, [x]) => call('bool_and', x!.sql) }]),
  aggregate('bool_or', [{ params: ['boolean'], returns: 'boolean', emit: (call, [x]) => call('bool_or', x!.sql) }]),
  aggregate('arbitrary', [{ params: ['T'], returns: 'T', emit: (call, [x]) => call('any_value', x!.sql) }]),
  aggregate('any_value', [{ params: ['T'], returns: 'T', emit: (call, [x]) => call('any_value', x!.sql) }]),
  aggregate('array_agg', [{ params: ['T'], returns: elementOf, emit: (call, [x]) => call('list', x!.sql) }], { ordered: true }),
  aggregate('map_agg', [{ params: ['K', 'V'], returns: mapOf((args) => args[1]!.type), emit: (call, args) => mapAgg(args, call('list', `{'k': ${args[0]!.sql}, 'v': ${args[1]!.sql}}`)) }], { ordered: true }),
  aggregate('multimap_agg', [{ params: ['K', 'V'], returns: mapOf((args) => ({ kind: 'array', element: args[1]!.type })), emit: (call, args) => multimapAgg(args, call('list', `{'k': ${args[0]!.sql}, 'v': ${args[1]!.sql}}`)) }], { ordered: true }),
  aggregate('map_union', [{ params: ['map(K, V)'], returns: 'map(K, V)', emit: (call, [m]) => mapUnion(m!, call('list', m!.sql)) }]),
  aggregate('histogram', [{
    params: ['T'],
    returns: mapOf(() => ({ kind: 'bigint' })),
    emit: (call, [x]) => {
      plainKeys('histogram', x!.type);
      return `CAST(${call('histogram', x!.sql)} AS ${carrier(mapOf(() => ({ kind: 'bigint' }))([x!]))})`;
    },
  }]),
  aggregate('listagg', [{ params: ['T', 'varchar'], returns: 'varchar', emit: (call, args, _bound, span) => listagg(args, call('string_agg', args[0]!.sql, args[1]!.sql), span), fails: true }], { ordered: true, window: false }),
];
