import { bind } from '../emit/text';
import { native, over, scalar, type ScalarSignature, type SqlFunction } from './definition';
import { checked } from './rules';
import { unsupported } from './strings';

const digest = (name: string): SqlFunction => scalar(name, { params: ['varbinary'], returns: 'varbinary', emit: ([x]) => `unhex(${name}(${x!.sql}))` });

const fromHex = (x: string): string => checked('BLOB', [x], [
  { broken: `length(${x}) % 2 = 1`, message: { sql: `'invalid input length ' || length(${x})` } },
  { broken: `regexp_matches(${x}, '[^0-9A-Fa-f]')`, message: { sql: `'not a hexadecimal digit: "' || regexp_extract(${x}, '[^0-9A-Fa-f]') || '" = ' || unicode(regexp_extract(${x}, '[^0-9A-Fa-f]'))` } },
], `unhex(${x})`);

/** Java takes a text without its padding, and none with too little of it. */
const fromBase64 = (text: string, letters: string): string => checked('BLOB', [text], [
  { broken: `NOT regexp_full_match(${text}, '${letters}*=*')`, message: 'Illegal base64 character' },
  { broken: `NOT regexp_full_match(${text}, '(${letters}{4})*(${letters}{2}(==)?|${letters}{3}=?)?')`, message: 'Input byte array has wrong 4-byte ending unit' },
], bind([`rtrim(${text}, '=')`], ([bare]) => `from_base64(rpad(${bare}, CAST((length(${bare}) + 3) // 4 * 4 AS INTEGER), '='))`));

const decoder = (name: string, emit: (x: string) => string): SqlFunction => scalar(name, over(['varchar'], 'varbinary', emit, { fails: true }), unsupported(name, ['varbinary'], 'varbinary'));

/** A number's bytes in two's complement, the first one the highest. */
const toBytes = (kind: 'integer' | 'bigint', digits: number): ScalarSignature => over([kind], 'varbinary', (x) =>
  `unhex(lpad(hex(CAST(CASE WHEN ${x} < 0 THEN CAST(${x} AS HUGEINT) + (CAST(1 AS HUGEINT) << CAST(${digits * 4} AS HUGEINT)) ELSE ${x} END AS UBIGINT)), ${digits}, '0'))`);
const fromBytes = (kind: 'integer' | 'bigint', bytes: number): ScalarSignature => over(['varbinary'], kind, (x) =>
  checked(kind.toUpperCase(), [x], [{ broken: `octet_length(${x}) <> ${bytes}`, message: { sql: `'expected ${bytes}-byte input, but got instead: ' || octet_length(${x})` } }],
    `CAST(lhc_wrap(CAST('0x' || hex(${x}) AS UBIGINT), ${bytes * 8}) AS ${kind.toUpperCase()})`), { fails: true });

export const BINARY: readonly SqlFunction[] = [
  native('to_hex', ['varbinary'], 'varchar', 'hex'),
  decoder('from_hex', fromHex),
  native('to_base64', ['varbinary'], 'varchar', 'to_base64'),
  scalar('to_base64url', { params: ['varbinary'], returns: 'varchar', emit: ([x]) => `translate(to_base64(${x!.sql}), '+/', '-_')` }),
  decoder('from_base64', (x) => fromBase64(x, '[A-Za-z0-9+/]')),
  decoder('from_base64url', (x) => `CASE WHEN regexp_matches(${x}, '[+/]') THEN ${fromBase64("'*'", '[A-Z]')} ELSE ${bind([`translate(${x}, '-_', '+/')`], ([y]) => fromBase64(y!, '[A-Za-z0-9+/]'))} END`),
  digest('md5'),
  digest('sha1'),
  digest('sha256'),
  scalar('to_big_endian_64', toBytes('bigint', 16)),
  scalar('to_big_endian_32', toBytes('integer', 8)),
  scalar('from_big_endian_64', fromBytes('bigint', 8)),
  scalar('from_big_endian_32', fromBytes('integer', 4)),
];
