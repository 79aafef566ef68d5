import type { LogicalType } from '@/lib/model/values/types';
import type { Typed } from '../analyze/typed';
import type { Span } from '@/lib/ports/parser/port';
import { bind } from '../emit/text';
import { refuse } from '../errors';
import { native, over, overPlaced, scalar, type ScalarSignature, type SqlFunction } from './definition';
import { checked, knownInteger, knownText, notAdmitted, type Rule } from './rules';

const same = (args: readonly Typed[]): LogicalType => args[0]!.type;
/** What Trino has for a type and we have not. */
export const unsupported = (name: string, params: readonly string[], returns: ScalarSignature['returns']): ScalarSignature =>
  ({ params, returns, emit: (args) => refuse(`${name} of ${args[0]!.type.kind} values`, null) });
/** char(n) becomes a text without the spaces it is filled up with. */
const plain = (arg: Typed): string => (arg.type.kind === 'char' ? `rtrim(${arg.sql}, ' ')` : arg.sql);
const asVarchar = (args: readonly Typed[]): LogicalType => ({ kind: 'varchar', length: (args[0]!.type as { readonly length: number | null }).length });

/** What Java calls white space: not the no-break spaces. */
const SPACES = `chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || chr(28) || chr(29) || chr(30) || chr(31) || ' \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u2028\u2029\u205f\u3000'`;

/** Where there is nothing to trim the engine need not look for it. */
const ENDS = { trim: ['left', 'right'], ltrim: ['left'], rtrim: ['right'] } as const;
const trims = (name: keyof typeof ENDS): SqlFunction => scalar(
  name,
  ...['varchar', 'char'].flatMap((kind): readonly ScalarSignature[] => [
    { params: [kind], returns: asVarchar, emit: ([x]) => bind([plain(x!)], ([text]) => `CASE WHEN ${ENDS[name].map((end) => `${end}(${text}, 1) BETWEEN '!' AND '~'`).join(' AND ')} THEN ${text} ELSE ${name}(${text}, ${SPACES}) END`) },
    { params: [kind, 'varchar'], returns: asVarchar, emit: ([x, chars]) => `${name}(${plain(x!)}, ${chars!.sql})` },
  ]),
);

/** Letters that the engine's case tables know and Java 17's (Unicode 13) do not. */
const NEWER = { lower: '[\\x{2c2f}\\x{a7c0}\\x{a7d0}\\x{a7d6}\\x{a7d8}\\x{10570}-\\x{10595}]', upper: '[\\x{2c5f}\\x{a7c1}\\x{a7d1}\\x{a7d7}\\x{a7d9}\\x{10597}-\\x{105bc}]' } as const;
/** One code point becomes one; ß stays. */
const cases = (name: 'lower' | 'upper'): SqlFunction => scalar(name, ...['varchar', 'char'].map((kind) => overPlaced([kind], same, (span) => (x) =>
  `CASE WHEN strlen(${x}) = length(${x}) THEN ${name}(${x}) ELSE ${checked('VARCHAR', [x], [notAdmitted(`regexp_matches(${x}, '${NEWER[name]}')`, `${name} of a letter that is newer than Unicode 13`, span)],
    name === 'lower' ? `lower(${x})` : `list_aggregate(list_transform(string_split(${x}, 'ß'), lambda part: upper(part)), 'string_agg', 'ß')`)} END`)));

/** Counts from 1, and from the end when negative; outside the text it is empty, where the engine cuts off. */
function substring(args: readonly Typed[]): string {
  const [, start, length] = args as [Typed, Typed, Typed | undefined];
  const known = knownInteger(start);
  const count = knownInteger(length);
  if (known === null || count === null) return 'CAST(NULL AS VARCHAR)';
  return bind(args.map((arg) => arg.sql), ([text, s, n]) => {
    const size = length === undefined ? '' : typeof count === 'bigint' ? `, ${count < 0n ? 0n : count > 2147483647n ? 2147483647n : count}` : `, CASE WHEN ${n} < 0 THEN 0 WHEN ${n} > 2147483647 THEN 2147483647 ELSE ${n} END`;
    if (typeof known === 'bigint' && known > 0n && known < 2147483648n) return `substr(${text}, ${known}${size})`;
    const nulls = [text, s, ...(length === undefined ? [] : [n])].map((name) => `${name} IS NULL`).join(' OR ');
    return `CASE WHEN ${nulls} THEN NULL WHEN ${s} = 0 OR ${s} NOT BETWEEN -length(${text}) AND length(${text}) THEN '' ELSE substr(${text}, ${s}${size}) END`;
  });
}
const substrings = (name: string): SqlFunction => scalar(
  name,
  ...['varchar', 'char'].flatMap((kind): readonly ScalarSignature[] => [{ params: [kind, 'bigint'], returns: asVarchar, emit: substring }, { params: [kind, 'bigint', 'bigint'], returns: asVarchar, emit: substring }]),
  ...(name === 'substr' ? [unsupported(name, ['varbinary', 'bigint'], 'varbinary'), unsupported(name, ['varbinary', 'bigint', 'bigint'], 'varbinary')] : []),
);

const pads = (name: 'lpad' | 'rpad'): SqlFunction => scalar(
  name,
  {
    params: ['varchar', 'bigint', 'varchar'],
    returns: 'varchar',
    fails: true,
    emit: ([x, n, pad]) => {
      const [size, fill] = [knownInteger(n), knownText(pad)];
      return bind([x!.sql, n!.sql, pad!.sql], ([text, count, filling]) => checked('VARCHAR', [text!, count!, filling!], [
        { broken: typeof size === 'bigint' && size >= 0n && size <= 2147483647n ? null : `${count} NOT BETWEEN 0 AND 2147483647`, message: 'Target length must be in the range [0..2147483647]' },
        { broken: fill === undefined || fill === '' ? `${filling} = ''` : null, message: 'Padding string must not be empty' },
      ], `${name}(${text}, CAST(${count} AS INTEGER), ${filling})`));
    },
  },
  unsupported(name, ['varbinary', 'bigint', 'varbinary'], 'varbinary'),
);

/** The engine reverses what looks like one character as a whole; Trino reverses code points. */
const reversed = (x: string): string => `CASE WHEN strlen(${x}) = length(${x}) THEN reverse(${x}) ELSE list_aggregate(list_reverse(regexp_extract_all(${x}, '(?s).')), 'string_agg', '') END`;

/** The engine counts bytes here. */
const ofAscii = (name: string, a: string, b: string, span: Span): Rule => notAdmitted(`strlen(${a}) <> length(${a}) OR strlen(${b}) <> length(${b})`, `${name} of texts beyond ASCII`, span);

export const STRINGS: readonly SqlFunction[] = [
  scalar(
    'length',
    { params: ['varchar'], returns: 'bigint', emit: ([x]) => `length(${x!.sql})` },
    { params: ['char'], returns: 'bigint', emit: ([x]) => `length(${x!.sql})` },
    { params: ['varbinary'], returns: 'bigint', emit: ([x]) => `octet_length(${x!.sql})` },
  ),
  cases('lower'),
  cases('upper'),
  trims('trim'),
  trims('ltrim'),
  trims('rtrim'),
  substrings('substr'),
  substrings('substring'),
  pads('lpad'),
  pads('rpad'),
  scalar(
    'reverse',
    over(['varchar'], same, reversed),
    { params: ['varbinary'], returns: 'varbinary', emit: ([x]) => `unhex(list_aggregate(list_reverse(regexp_extract_all(hex(${x!.sql}), '..')), 'string_agg', ''))` },
    { params: ['array(T)'], returns: 'array(T)', emit: ([x]) => `list_reverse(${x!.sql})` },
  ),
  scalar('chr', over(['bigint'], 'varchar(1)', (n) => checked('VARCHAR', [n], [{ broken: `(${n} NOT BETWEEN 0 AND 1114111 OR ${n} BETWEEN 55296 AND 57343)`, message: { sql: `'Not a valid Unicode code point: ' || ${n}` } }], `chr(CAST(${n} AS INTEGER))`), { fails: true })),
  scalar('codepoint', over(['varchar(1)'], 'integer', (x) => checked('INTEGER', [x], [{ broken: `${x} = ''`, message: 'Input string must be a single character string' }], `unicode(${x})`), { fails: true })),
  native('translate', ['varchar', 'varchar', 'varchar'], 'varchar'),
  scalar('levenshtein_distance', overPlaced(['varchar', 'varchar'], 'bigint', (span) => (a, b) => checked('BIGINT', [a, b], [ofAscii('levenshtein_distance', a, b, span)], `levenshtein(${a}, ${b})`))),
  scalar('hamming_distance', overPlaced(['varchar', 'varchar'], 'bigint', (span) => (a, b) => checked('BIGINT', [a, b], [
    { broken: `length(${a}) <> length(${b})`, message: 'The input strings to hamming_distance function must have the same length' },
    ofAscii('hamming_distance', a, b, span),
  ], `CASE WHEN ${a} = '' THEN 0 ELSE hamming(${a}, ${b}) END`))),
  scalar('normalize', { params: ['varchar', 'varchar'], returns: 'varchar', emit: ([x, form]) => (knownText(form) === 'NFC' ? `nfc_normalize(${x!.sql})` : refuse('This form of normalize', null)) }),
  native('to_utf8', ['varchar'], 'varbinary', 'encode'),
  scalar(
    'from_utf8',
    overPlaced(['varbinary'], 'varchar', (span) => (b) => bind([`TRY(decode(${b}))`], ([text]) => checked('VARCHAR', [b], [notAdmitted(`${text} IS NULL`, 'from_utf8 of bytes that are no UTF-8', span)], text!))),
    unsupported('from_utf8 with a replacement', ['varbinary', 'varchar'], 'varchar'),
    unsupported('from_utf8 with a replacement', ['varbinary', 'bigint'], 'varchar'),
  ),
];
