import { aggregate, over, scalar, type ScalarSignature, type SqlFunction } from './definition';
import { checked } from './rules';

const BITS = { tinyint: 8, smallint: 16, integer: 32, bigint: 64 } as const;
const KINDS = Object.keys(BITS) as (keyof typeof BITS)[];
const ENGINE = { tinyint: 'TINYINT', smallint: 'SMALLINT', integer: 'INTEGER', bigint: 'BIGINT' } as const;

/** 2^shift as a 128-bit number, for shifts below 64. */
const power = (shift: string): string => `(CAST(1 AS HUGEINT) << CAST(${shift} AS HUGEINT))`;

/** Java shifts a bigint by the low six bits of a negative count; smaller types become 0 there. */
const shifts = (name: string, body: (kind: keyof typeof BITS, x: string, shift: string) => string): SqlFunction =>
  scalar(name, ...KINDS.map((kind): ScalarSignature => over([kind, 'integer'], kind, (x, shift) => body(kind, x, kind === 'bigint' ? `(CASE WHEN ${shift} < 0 THEN ${shift} & 63 ELSE ${shift} END)` : shift))));

const left = (kind: keyof typeof BITS, x: string, shift: string): string =>
  `CASE WHEN ${x} IS NULL OR ${shift} IS NULL THEN NULL WHEN ${shift} < 0 OR ${shift} >= ${BITS[kind]} THEN CAST(0 AS ${ENGINE[kind]}) ELSE CAST(lhc_wrap(CAST(${x} AS HUGEINT) * ${power(shift)}, ${BITS[kind]}) AS ${ENGINE[kind]}) END`;

const logicalRight = (kind: keyof typeof BITS, x: string, shift: string): string =>
  `CASE WHEN ${x} IS NULL OR ${shift} IS NULL THEN NULL WHEN ${shift} < 0 OR ${shift} >= ${BITS[kind]} THEN CAST(0 AS ${ENGINE[kind]}) WHEN ${shift} = 0 THEN ${x} ELSE CAST((CAST(${x} AS HUGEINT) & (${power(String(BITS[kind]))} - 1)) // ${power(shift)} AS ${ENGINE[kind]}) END`;

/** Rounds down; a count that is too great or negative leaves only the sign. */
const arithmeticRight = (kind: keyof typeof BITS, x: string, shift: string): string =>
  `CASE WHEN ${x} IS NULL OR ${shift} IS NULL THEN NULL WHEN ${shift} < 0 OR ${shift} >= ${BITS[kind]} THEN CAST(CASE WHEN ${x} < 0 THEN -1 ELSE 0 END AS ${ENGINE[kind]}) WHEN ${x} < 0 THEN CAST(-((-(CAST(${x} AS HUGEINT) + 1)) // ${power(shift)}) - 1 AS ${ENGINE[kind]}) ELSE CAST(CAST(${x} AS HUGEINT) // ${power(shift)} AS ${ENGINE[kind]}) END`;

const count = (x: string, bits: string): string => checked('BIGINT', [x, bits], [
  { broken: `${bits} NOT BETWEEN 2 AND 64`, message: { sql: `'Bits specified in bit_count must be between 2 and 64, got ' || ${bits}` } },
  { broken: `CAST(${x} AS HUGEINT) NOT BETWEEN -${power(`(${bits} - 1)`)} AND ${power(`(${bits} - 1)`)} - 1`, message: { sql: `'Number must be representable with the bits specified. ' || ${x} || ' cannot be represented with ' || ${bits} || ' bits'` } },
], `CASE WHEN ${x} >= 0 THEN CAST(bit_count(${x}) AS BIGINT) ELSE ${bits} - CAST(bit_count(-(${x} + 1)) AS BIGINT) END`);

export const BITWISE: readonly SqlFunction[] = [
  scalar('bitwise_and', over(['bigint', 'bigint'], 'bigint', (x, y) => `(${x} & ${y})`)),
  scalar('bitwise_or', over(['bigint', 'bigint'], 'bigint', (x, y) => `(${x} | ${y})`)),
  scalar('bitwise_xor', over(['bigint', 'bigint'], 'bigint', (x, y) => `xor(${x}, ${y})`)),
  scalar('bitwise_not', over(['bigint'], 'bigint', (x) => `(-1 - ${x})`)),
  shifts('bitwise_left_shift', left),
  shifts('bitwise_right_shift', logicalRight),
  shifts('bitwise_right_shift_arithmetic', arithmeticRight),
  scalar('bit_count', over(['bigint', 'bigint'], 'bigint', count, { fails: true })),
  aggregate('bitwise_and_agg', [{ params: ['bigint'], returns: 'bigint', emit: (call, [x]) => call('bit_and', x!.sql) }]),
  aggregate('bitwise_or_agg', [{ params: ['bigint'], returns: 'bigint', emit: (call, [x]) => call('bit_or', x!.sql) }]),
];
