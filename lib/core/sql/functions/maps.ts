import type { LogicalType } from '@/lib/model/values/types';
import { typeText } from '@/lib/model/values/type-text';
import type { Span } from '@/lib/ports/parser/port';
import type { Typed } from '../analyze/typed';
import { bind, carrier } from '../emit/text';
import { fail } from '../errors';
import { isFloat } from '../types/coercion';
import { scalar, type ScalarSignature, type SqlFunction } from './definition';
import { applied, distinctList, hasNull, plainElements } from './lists';
import { checked, notAdmitted, type Rule } from './rules';
import type { LambdaValue } from './signature';

type MapType = Extract<LogicalType, { kind: 'map' }>;
const mapOf = (arg: Typed | undefined): MapType => arg!.type as MapType;
const UNKNOWN: LogicalType = { kind: 'unknown' };

/** What keys of a map may not be. Two NaN are two keys there, which the engine cannot hold. */
function keyRules(keys: string, type: LogicalType, span: Span): readonly Rule[] {
  plainElements('A map', type);
  return [
    { broken: hasNull(keys), message: 'map key cannot be null' },
    ...(isFloat(type) ? [notAdmitted(`len(list_filter(${keys}, lambda k: isnan(k))) > 0`, 'A map with NaN for a key', span)] : []),
    { broken: `len(list_distinct(${keys})) < len(${keys})`, message: 'Duplicate map keys are not allowed' },
  ];
}

const construct: ScalarSignature = {
  params: ['array(K)', 'array(V)'],
  returns: 'map(K, V)',
  fails: true,
  emit: ([keys, values], { types }, _env, span) => {
    const type: LogicalType = { kind: 'map', key: types.get('K') ?? UNKNOWN, value: types.get('V') ?? UNKNOWN };
    return bind([keys!.sql, values!.sql], ([k, v]) => checked(carrier(type), [k!, v!], [{ broken: `len(${k}) <> len(${v})`, message: 'Key and value arrays must be the same length' }, ...keyRules(k!, type.key, span)], `map(${k}, ${v})`));
  },
};

/** Rows of two fields as a map's entries. */
function entryTypes(name: string, list: Typed, span: Span): { readonly key: LogicalType; readonly value: LogicalType } {
  const element = (list.type as { readonly element: LogicalType }).element;
  if (element.kind === 'unknown') return { key: UNKNOWN, value: UNKNOWN };
  if (element.kind === 'row' && element.fields.length === 2) return { key: element.fields[0]!.type, value: element.fields[1]!.type };
  return fail('FUNCTION_NOT_FOUND', `Unexpected parameters (${typeText(list.type)}) for function ${name}. Expected: ${name}(array(row(K,V)))`, span);
}

const isEmpty = (list: Typed): boolean => (list.type as { readonly element: LogicalType }).element.kind === 'unknown';
const NOWHERE: Span = { start: 0, end: 0, line: 1, column: 1 };

const fromEntries: ScalarSignature = {
  params: ['array(T)'],
  returns: ([list]) => ({ kind: 'map', ...entryTypes('map_from_entries', list!, NOWHERE) }),
  fails: true,
  emit: ([list], _bound, _env, span) => {
    const { key, value } = entryTypes('map_from_entries', list!, span);
    const type = carrier({ kind: 'map', key, value });
    if (isEmpty(list!)) return bind([list!.sql], ([l]) => `CASE WHEN ${l} IS NULL THEN NULL ELSE CAST(map([], []) AS ${type}) END`);
    return bind([list!.sql], ([l]) => checked(type, [l!], [{ broken: hasNull(l!), message: 'map entry cannot be null' }],
      bind([`list_transform(${l}, lambda entry: struct_extract(entry, 'f1'))`], ([keys]) => checked(type, [keys!], keyRules(keys!, key, span), `map(${keys}, list_transform(${l}, lambda entry: struct_extract(entry, 'f2')))`))));
  },
};

const multimapFromEntries: ScalarSignature = {
  params: ['array(T)'],
  returns: ([list]) => {
    const { key, value } = entryTypes('multimap_from_entries', list!, NOWHERE);
    return { kind: 'map', key, value: { kind: 'array', element: value } };
  },
  fails: true,
  emit: ([list], _bound, _env, span) => {
    const { key, value } = entryTypes('multimap_from_entries', list!, span);
    const type = carrier({ kind: 'map', key, value: { kind: 'array', element: value } });
    if (isEmpty(list!)) return bind([list!.sql], ([l]) => `CASE WHEN ${l} IS NULL THEN NULL ELSE CAST(map([], []) AS ${type}) END`);
    return bind([list!.sql], ([l]) => checked(type, [l!], [{ broken: hasNull(l!), message: 'map entry cannot be null' }],
      bind([`list_transform(${l}, lambda entry: struct_extract(entry, 'f1'))`], ([keys]) => checked(type, [keys!], keyRules(keys!, key, span).slice(0, -1),
        `map(${distinctList(keys!)}, list_transform(${distinctList(keys!)}, lambda k: list_transform(list_filter(${l}, lambda entry: struct_extract(entry, 'f1') = k), lambda entry: struct_extract(entry, 'f2'))))`))));
  },
};

/** The later map wins; its keys come first, as they do there. */
function concatenated(maps: readonly string[]): string {
  return bind(maps, (names) => `CASE WHEN ${names.map((name) => `${name} IS NULL`).join(' OR ')} THEN NULL ELSE ${names.reduce((before, map) => bind([before], ([m]) => {
    const rest = `list_filter(map_keys(${m}), lambda k: NOT map_contains(${map}, k))`;
    return `map(list_concat(map_keys(${map}), ${rest}), list_concat(map_values(${map}), list_transform(${rest}, lambda k: map_extract_value(${m}, k))))`;
  }))} END`);
}

/** A lambda over an entry of a map that is called `entry`. */
const overEntry = ({ names, body }: LambdaValue): string => applied(names, ['entry.key', 'entry.value'], body.sql);

export const MAPS: readonly SqlFunction[] = [
  scalar('map', { params: [], returns: 'map(unknown, unknown)', emit: () => 'CAST(map([], []) AS MAP(INTEGER, INTEGER))' }, construct),
  scalar('map_keys', { params: ['map(K, V)'], returns: 'array(K)', emit: ([m]) => `map_keys(${m!.sql})` }),
  scalar('map_values', { params: ['map(K, V)'], returns: 'array(V)', emit: ([m]) => `map_values(${m!.sql})` }),
  scalar('map_entries', {
    params: ['map(K, V)'],
    returns: ([m]) => ({ kind: 'array', element: { kind: 'row', fields: [{ name: null, type: mapOf(m).key }, { name: null, type: mapOf(m).value }] } }),
    emit: ([m]) => `list_transform(map_entries(${m!.sql}), lambda entry: {'f1': entry.key, 'f2': entry.value})`,
  }),
  scalar('map_from_entries', fromEntries),
  scalar('multimap_from_entries', multimapFromEntries),
  scalar('map_concat', {
    params: ['map(K, V)', 'map(K, V)'],
    variadic: true,
    returns: 'map(K, V)',
    emit: (args) => (args.length < 2 ? fail('INVALID_FUNCTION_ARGUMENT', 'There must be two or more concatenation arguments to map_concat', null) : (plainElements('map_concat', mapOf(args[0]).key), concatenated(args.map((arg) => arg.sql)))),
  }),
  scalar('map_filter', {
    params: ['map(K, V)', 'fn(K, V)->boolean'],
    returns: 'map(K, V)',
    emit: ([m], { lambdas }) => bind([m!.sql], ([map]) => `CASE WHEN ${map} IS NULL THEN NULL ELSE CAST(map_from_entries(list_filter(map_entries(${map}), lambda entry: ${overEntry(lambdas.get(1)!)})) AS ${carrier(m!.type)}) END`),
  }),
  scalar('transform_values', {
    params: ['map(K, V)', 'fn(K, V)->W'],
    returns: 'map(K, W)',
    emit: ([m], { lambdas }) => bind([m!.sql], ([map]) => `CASE WHEN ${map} IS NULL THEN NULL ELSE map(map_keys(${map}), list_transform(map_entries(${map}), lambda entry: ${overEntry(lambdas.get(1)!)})) END`),
  }),
  scalar('transform_keys', {
    params: ['map(K, V)', 'fn(K, V)->W'],
    returns: 'map(W, V)',
    fails: true,
    emit: ([m], { lambdas, types }, _env, span) => bind([m!.sql], ([map]) => bind([`list_transform(map_entries(${map}), lambda entry: ${overEntry(lambdas.get(1)!)})`], ([keys]) =>
      checked(carrier({ kind: 'map', key: types.get('W')!, value: mapOf(m).value }), [map!], keyRules(keys!, types.get('W')!, span), `map(${keys}, map_values(${map}))`))),
  }),
  scalar('map_zip_with', {
    params: ['map(K, V)', 'map(K, W)', 'fn(K, V, W)->X'],
    returns: 'map(K, X)',
    emit: ([a, b], { lambdas, types }) => {
      plainElements('map_zip_with', types.get('K')!);
      const { names, body } = lambdas.get(2)!;
      return bind([a!.sql, b!.sql], ([x, y]) => `CASE WHEN ${x} IS NULL OR ${y} IS NULL THEN NULL ELSE ${bind([`list_concat(map_keys(${x}), list_filter(map_keys(${y}), lambda k: NOT map_contains(${x}, k)))`], ([keys]) =>
        `map(${keys}, list_transform(${keys}, lambda k: ${applied(names, ['k', `map_extract_value(${x}, k)`, `map_extract_value(${y}, k)`], body.sql)}))`)} END`);
    },
  }),
];
