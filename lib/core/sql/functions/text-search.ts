import type { LogicalType } from '@/lib/model/values/types';
import type { Typed } from '../analyze/typed';
import { bind } from '../emit/text';
import { fail } from '../errors';
import { native, over, scalar, type SqlFunction } from './definition';
import { joined } from './lists';
import { checked, knownInteger, knownText } from './rules';

const MOST = 2147483647;
const lengthOf = (arg: Typed): number => (arg.type as { readonly length: number | null }).length ?? MOST;
export const varchar = (length: number): LogicalType => ({ kind: 'varchar', length: length >= MOST ? null : length });
const textOf = (args: readonly Typed[]): LogicalType => args[0]!.type;
const listOf = (args: readonly Typed[]): LogicalType => ({ kind: 'array', element: args[0]!.type });

/** An empty search text stands before, between and behind all characters. */
function replace(args: readonly Typed[]): string {
  const known = knownText(args[1]);
  return bind(args.map((arg) => arg.sql), ([x, search, by = "''"]) => {
    const plain = `replace(${x}, ${search}, ${by})`;
    if (known) return plain;
    return `CASE WHEN ${x} IS NULL OR ${search} IS NULL OR ${by} IS NULL THEN NULL WHEN ${search} = '' THEN ${by} || regexp_replace(${x}, '(?s)(.)', '\\1' || replace(${by}, '\\', '\\\\'), 'g') ELSE ${plain} END`;
  });
}

const DELIMITER = 'The delimiter may not be the empty string';
const emptyDelimiter = (arg: Typed, sql: string) => ({ broken: knownText(arg) ? null : `${sql} = ''`, message: DELIMITER });

function split(args: readonly Typed[]): string {
  const [, delimiter] = args as [Typed, Typed];
  return bind(args.map((arg) => arg.sql), ([x, by, limit]) => {
    const parts = `string_split(${x}, ${by})`;
    if (limit === undefined) return checked('VARCHAR[]', [x!, by!], [emptyDelimiter(delimiter, by!)], parts);
    return checked('VARCHAR[]', [x!, by!, limit], [
      { broken: `${limit} <= 0`, message: 'Limit must be positive' },
      { broken: `${limit} > ${MOST}`, message: 'Limit is too large' },
      emptyDelimiter(delimiter, by!),
    ], bind([parts], ([p]) => `CASE WHEN len(${p}) <= ${limit} THEN ${p} ELSE list_append(${p}[1:${limit} - 1], ${joined(`${p}[${limit}:]`, by!)}) END`));
  });
}

function splitPart(args: readonly Typed[]): string {
  const [, delimiter, index] = args as [Typed, Typed, Typed];
  const known = knownInteger(index);
  return bind(args.map((arg) => arg.sql), ([x, by, n]) => checked('VARCHAR', [x!, by!, n!], [{ broken: typeof known === 'bigint' && known > 0n ? null : `${n} <= 0`, message: 'Index must be greater than zero' }],
    // only an empty part, and none at all, need the list
    knownText(delimiter) ? `CASE WHEN split_part(${x}, ${by}, ${n}) <> '' THEN split_part(${x}, ${by}, ${n}) ELSE string_split(${x}, ${by})[${n}] END` : `CASE WHEN ${by} IS NULL OR (${x} = '' AND ${by} = '') THEN NULL ELSE string_split(${x}, ${by})[${n}] END`));
}

/** The n-th place of a text in another, counted from the end when negative. Places may overlap. */
const nthPosition = (x: string, search: string, n: string): string => checked('BIGINT', [x, search, n], [{ broken: `${n} = 0`, message: "'instance' must be a positive or negative number." }],
  `CASE WHEN ${search} = '' THEN 1 ELSE COALESCE(list_filter(range(1, length(${x}) - length(${search}) + 2), lambda place: substr(${x}, place, length(${search})) = ${search})[${n}], 0) END`);

const splitToMap = (x: string, entries: string, values: string): string => checked('MAP(VARCHAR, VARCHAR)', [x, entries, values], [
  { broken: `${entries} = ''`, message: 'entryDelimiter is empty' },
  { broken: `${values} = ''`, message: 'keyValueDelimiter is empty' },
  { broken: `${entries} = ${values}`, message: 'entryDelimiter and keyValueDelimiter must not be the same' },
  { broken: `len(list_filter(lhc_entries(${x}, ${entries}), lambda e: len(string_split(e, ${values})) <> 2)) > 0`, message: { sql: `'Key-value delimiter must appear exactly once in each entry. Bad input: ''' || list_filter(lhc_entries(${x}, ${entries}), lambda e: len(string_split(e, ${values})) <> 2)[1] || ''''` } },
  { broken: `len(list_distinct(lhc_keys(${x}, ${entries}, ${values}))) < len(lhc_keys(${x}, ${entries}, ${values}))`, message: { sql: `'Duplicate keys (' || list_filter(lhc_keys(${x}, ${entries}, ${values}), lambda k: len(list_filter(lhc_keys(${x}, ${entries}, ${values}), lambda o: o = k)) > 1)[1] || ') are not allowed'` } },
], `map(lhc_keys(${x}, ${entries}, ${values}), list_transform(lhc_entries(${x}, ${entries}), lambda e: string_split(e, ${values})[2]))`);

/** Texts looked for in texts, and taken apart. */
export const TEXT_SEARCH: readonly SqlFunction[] = [
  scalar('strpos', { params: ['varchar', 'varchar'], returns: 'bigint', emit: ([x, search]) => `instr(${x!.sql}, ${search!.sql})` }, over(['varchar', 'varchar', 'bigint'], 'bigint', nthPosition, { fails: true })),
  native('starts_with', ['varchar', 'varchar'], 'boolean'),
  scalar(
    'replace',
    { params: ['varchar', 'varchar'], returns: textOf, emit: replace },
    { params: ['varchar', 'varchar', 'varchar'], returns: (args) => varchar(lengthOf(args[0]!) + lengthOf(args[2]!) * (lengthOf(args[0]!) + 1)), emit: replace },
  ),
  scalar('split', { params: ['varchar', 'varchar'], returns: listOf, emit: split, fails: true }, { params: ['varchar', 'varchar', 'bigint'], returns: listOf, emit: split, fails: true }),
  scalar('split_part', { params: ['varchar', 'varchar', 'bigint'], returns: textOf, emit: splitPart, fails: true }),
  scalar('split_to_map', over(['varchar', 'varchar', 'varchar'], 'map(varchar, varchar)', splitToMap, { fails: true })),
  scalar(
    'concat_ws',
    {
      params: ['varchar', 'varchar'],
      variadic: true,
      returns: 'varchar',
      emit: (args) => (args.length < 2 ? fail('INVALID_FUNCTION_ARGUMENT', 'There must be two or more arguments', null) : `concat_ws(${args.map((arg) => arg.sql).join(', ')})`),
    },
    over(['varchar', 'array(varchar)'], 'varchar', (by, list) => `CASE WHEN ${by} IS NULL OR ${list} IS NULL THEN NULL ELSE ${joined(list, by)} END`),
  ),
];
