import type { LogicalType } from '@/lib/model/values/types';
import { typeText } from '@/lib/model/values/type-text';
import type { Typed } from '../analyze/typed';
import { castTo } from '../emit/cast';
import { bind, carrier } from '../emit/text';
import { fail, refuse } from '../errors';
import { isFloat, mayHoldNaN, VARCHAR } from '../types/coercion';
import { ordered } from './comparison';
import { scalar, type ScalarSignature, type SqlFunction } from './definition';
import { distinctList, hasNull, joined, plainElements, plainKeys } from './lists';
import { checked, knownInteger, type Rule } from './rules';
import { SEQUENCES } from './sequences';

const elementOf = (arg: Typed | undefined): LogicalType => (arg!.type as { readonly element: LogicalType }).element;
const NULLS = (...names: readonly string[]): string => names.map((name) => `${name} IS NULL`).join(' OR ');

/** A signature over arrays whose SQL depends on what they hold. */
const ofElements = (params: readonly string[], returns: ScalarSignature['returns'], body: (element: LogicalType, ...names: string[]) => string, fails = false): ScalarSignature =>
  ({ params, returns, fails, emit: (args) => bind(args.map((arg) => arg.sql), (names) => body(elementOf(args[0]), ...names)) });

/** A NaN is nowhere found, not even among its like. */
const findable = (element: LogicalType, x: string): string => (isFloat(element) ? ` AND NOT isnan(${x})` : '');

function contains(element: LogicalType, list: string, x: string): string {
  plainElements('contains', element);
  return `CASE WHEN ${NULLS(list, x)} THEN NULL WHEN list_contains(${list}, ${x})${findable(element, x)} THEN true WHEN ${hasNull(list)} THEN NULL ELSE false END`;
}

function remove(element: LogicalType, list: string, x: string): string {
  plainElements('array_remove', element);
  return `CASE WHEN ${NULLS(list, x)} THEN NULL ELSE list_filter(${list}, lambda item: item IS NULL OR item <> ${x}${isFloat(element) ? ' OR isnan(item)' : ''}) END`;
}

/** A NULL among the values makes the answer one; of numbers NaN counts only when there is nothing else. */
function extreme(name: 'min' | 'max', element: LogicalType, list: string): string {
  ordered(`array_${name}`, element);
  if (!isFloat(element)) return `CASE WHEN ${hasNull(list)} THEN NULL ELSE list_${name}(${list}) END`;
  const numbers = `list_filter(${list}, lambda item: NOT isnan(item))`;
  const zero = `len(list_filter(${list}, lambda item: item = 0 AND ${name === 'min' ? '' : 'NOT '}signbit(item))) > 0`;
  return `CASE WHEN ${hasNull(list)} THEN NULL ELSE ${bind([`COALESCE(list_${name}(${numbers}), list_${name}(${list}))`], ([best]) => `CASE WHEN ${best} = 0 AND ${zero} THEN CAST('${name === 'min' ? '-' : ''}0.0' AS ${carrier(element)}) ELSE ${best} END`)} END`;
}

const TEXTUAL = new Set(['unknown', 'boolean', 'tinyint', 'smallint', 'integer', 'bigint', 'decimal', 'real', 'double', 'varchar', 'date', 'timestamp', 'timestamp with time zone']);
function join([list, separator, absent]: readonly Typed[], span: Parameters<ScalarSignature['emit']>[3]): string {
  const element = elementOf(list);
  if (['array', 'row', 'map', 'varbinary'].includes(element.kind)) return fail('FUNCTION_NOT_FOUND', `Unexpected parameters (${typeText(list!.type)}, varchar) for function array_join. Expected: array_join(array(T), varchar)`, span);
  if (!TEXTUAL.has(element.kind)) return refuse(`array_join of ${element.kind} values`, span);
  const texts = castTo(list!, { kind: 'array', element: VARCHAR }, span).sql;
  return bind([texts, separator!.sql, ...(absent ? [absent.sql] : [])], ([l, by, none]) =>
    `CASE WHEN ${NULLS(l!, by!, ...(none === undefined ? [] : [none]))} THEN NULL ELSE ${joined(none === undefined ? l! : `list_transform(${l}, lambda item: COALESCE(item, ${none}))`, by!)} END`);
}

/** Of two arrays the longer one, the first when they are alike, gives the order. */
function intersect(element: LogicalType, a: string, b: string): string {
  plainKeys('array_intersect', element);
  const both = (one: string, other: string): string => distinctList(`list_filter(${one}, lambda item: list_contains(${other}, item) OR (item IS NULL AND ${hasNull(other)}))`);
  return `CASE WHEN ${NULLS(a, b)} THEN NULL WHEN len(${a}) >= len(${b}) THEN ${both(a, b)} ELSE ${both(b, a)} END`;
}
function except(element: LogicalType, a: string, b: string): string {
  plainKeys('array_except', element);
  return `CASE WHEN ${NULLS(a, b)} THEN NULL ELSE ${distinctList(`list_filter(${a}, lambda item: CASE WHEN item IS NULL THEN NOT (${hasNull(b)}) ELSE NOT list_contains(${b}, item) END)`)} END`;
}
function overlap(element: LogicalType, a: string, b: string): string {
  plainKeys('arrays_overlap', element);
  return `CASE WHEN ${NULLS(a, b)} THEN NULL WHEN len(${a}) = 0 OR len(${b}) = 0 THEN false WHEN list_has_any(${a}, ${b}) THEN true WHEN ${hasNull(a)} OR ${hasNull(b)} THEN NULL ELSE false END`;
}

const ZERO = (index: string): Rule => ({ broken: `${index} = 0`, message: 'SQL array indices start at 1' });
function slice(element: LogicalType, list: string, start: string, length: string): string {
  const type = `${carrier(element)}[]`;
  const from = `(CASE WHEN ${start} > 0 THEN ${start} ELSE len(${list}) + ${start} + 1 END)`;
  // the sum of start and length is that of Java, which begins anew beyond its end
  return checked(type, [list, start, length], [{ broken: `${length} < 0`, message: 'length must be greater than or equal to 0' }, ZERO(start)],
    `CASE WHEN ${start} NOT BETWEEN -len(${list}) AND len(${list}) OR ${length} > 9223372036854775807 - ${from} THEN CAST([] AS ${type}) ELSE ${list}[${from}:${from} + least(${length}, len(${list})) - 1] END`);
}

function elementAt([list, index]: readonly Typed[]): string {
  const type = carrier(elementOf(list));
  const known = knownInteger(index);
  return bind([list!.sql, index!.sql], ([l, i]) => (typeof known === 'bigint' && known !== 0n && known > -(2n ** 63n) ? `${l}[${i}]`
    : checked(type, [l!, i!], [ZERO(i!), { broken: `${i} = -9223372036854775808`, message: 'integer overflow', code: 'GENERIC_INTERNAL_ERROR' }], `${l}[${i}]`)));
}

const zipped = (count: number): ScalarSignature => ({
  params: Array.from({ length: count }, (_, i) => `array(${'ABCDE'[i]})`),
  returns: (args) => ({ kind: 'array', element: { kind: 'row', fields: args.map((arg) => ({ name: null, type: elementOf(arg) })) } }),
  emit: (args) => bind(args.map((arg) => arg.sql), (names) => `CASE WHEN ${NULLS(...names)} THEN NULL ELSE list_transform(range(1, greatest(${names.map((name) => `len(${name})`).join(', ')}) + 1), lambda i: {${names.map((name, i) => `'f${i + 1}': ${name}[i]`).join(', ')}}) END`),
});

export const ARRAYS: readonly SqlFunction[] = [
  scalar('cardinality', { params: ['array(T)'], returns: 'bigint', emit: ([x]) => `len(${x!.sql})` }, { params: ['map(K, V)'], returns: 'bigint', emit: ([x]) => `CAST(cardinality(${x!.sql}) AS BIGINT)` }),
  scalar(
    'element_at',
    { params: ['array(T)', 'bigint'], returns: 'T', emit: elementAt, fails: true },
    {
      params: ['map(K, V)', 'K'],
      returns: 'V',
      emit: ([map, key]) => (mayHoldNaN(key!.type) ? refuse('A map with keys of this type', null) : `map_extract_value(${map!.sql}, ${key!.sql})`),
    },
  ),
  scalar('contains', ofElements(['array(T)', 'T'], 'boolean', contains)),
  scalar('array_position', ofElements(['array(T)', 'T'], 'bigint', (element, list, x) => {
    plainElements('array_position', element);
    return `CASE WHEN ${NULLS(list, x)} THEN NULL${isFloat(element) ? ` WHEN isnan(${x}) THEN 0` : ''} ELSE CAST(COALESCE(list_position(${list}, ${x}), 0) AS BIGINT) END`;
  })),
  scalar('array_remove', ofElements(['array(T)', 'T'], 'array(T)', remove)),
  scalar('array_distinct', ofElements(['array(T)'], 'array(T)', (element, list) => {
    plainElements('array_distinct', element);
    return distinctList(list);
  })),
  scalar(
    'array_sort',
    ofElements(['array(T)'], 'array(T)', (element, list) => {
      ordered('array_sort', element);
      return `list_sort(${list}, 'ASC', 'NULLS LAST')`;
    }),
    { params: ['array(T)', 'fn(T, T)->integer'], returns: 'array(T)', emit: () => refuse('array_sort with a function', null) },
  ),
  scalar('array_max', ofElements(['array(T)'], 'T', (element, list) => extreme('max', element, list))),
  scalar('array_min', ofElements(['array(T)'], 'T', (element, list) => extreme('min', element, list))),
  scalar('array_join', ...[['array(T)', 'varchar'], ['array(T)', 'varchar', 'varchar']].map((params): ScalarSignature => ({ params, returns: 'varchar', emit: (args, _bound, _env, span) => join(args, span) }))),
  scalar('array_union', ofElements(['array(T)', 'array(T)'], 'array(T)', (element, a, b) => {
    plainElements('array_union', element);
    return `CASE WHEN ${NULLS(a, b)} THEN NULL ELSE ${distinctList(`list_concat(${a}, ${b})`)} END`;
  })),
  scalar('array_intersect', ofElements(['array(T)', 'array(T)'], 'array(T)', intersect)),
  scalar('array_except', ofElements(['array(T)', 'array(T)'], 'array(T)', except)),
  scalar('arrays_overlap', ofElements(['array(T)', 'array(T)'], 'boolean', overlap)),
  scalar('slice', ofElements(['array(T)', 'bigint', 'bigint'], 'array(T)', slice, true)),
  scalar('trim_array', ofElements(['array(T)', 'bigint'], 'array(T)', (element, list, n) => checked(`${carrier(element)}[]`, [list, n], [
    { broken: `${n} < 0`, message: { sql: `'size must not be negative: ' || ${n}` } },
    { broken: `${n} > len(${list})`, message: { sql: `'size must not exceed array cardinality ' || len(${list}) || ': ' || ${n}` } },
  ], `${list}[1:len(${list}) - ${n}]`), true)),
  scalar('repeat', { params: ['T', 'integer'], returns: ([x]) => ({ kind: 'array', element: x!.type }), fails: true, emit: ([x, n]) => bind([x!.sql, n!.sql], ([item, count]) => checked(`${carrier(x!.type)}[]`, [count!], [
    { broken: `${count} < 0`, message: 'count argument of repeat function must be greater than or equal to 0' },
    { broken: `${count} > 10000`, message: 'count argument of repeat function must be less than or equal to 10000' },
  ], `list_transform(range(0, least(${count}, 10000)), lambda i: ${item})`)) }),
  scalar('flatten', { params: ['array(array(T))'], returns: 'array(T)', emit: ([x]) => `flatten(${x!.sql})` }),
  scalar('zip', zipped(2), zipped(3), zipped(4), zipped(5)),
  scalar('array_histogram', ofElements(['array(T)'], (args) => ({ kind: 'map', key: elementOf(args[0]), value: { kind: 'bigint' } }), (element, list) => {
    plainKeys('array_histogram', element);
    const type = carrier({ kind: 'map', key: element, value: { kind: 'bigint' } });
    return `CASE WHEN ${list} IS NULL THEN NULL ELSE COALESCE(CAST(list_aggregate(${list}, 'histogram') AS ${type}), CAST(map([], []) AS ${type})) END`;
  })),
  scalar('ngrams', ofElements(['array(T)', 'integer'], (args) => ({ kind: 'array', element: args[0]!.type }), (element, list, n) => checked(`${carrier(element)}[][]`, [list, n], [{ broken: `${n} <= 0`, message: 'N must be positive' }],
    `CASE WHEN ${n} >= len(${list}) THEN [${list}] ELSE list_transform(range(1, len(${list}) - ${n} + 2), lambda i: ${list}[i:i + ${n} - 1]) END`), true)),
  ...SEQUENCES,
];
