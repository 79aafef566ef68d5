import type { LogicalType } from '@/lib/model/values/types';
import type { Typed } from '../analyze/typed';
import { numberArithmetic } from '../emit/arithmetic';
import { bind, carrier } from '../emit/text';
import { alias, native, over, scalar, type ScalarSignature, type SqlFunction } from './definition';
import { checked } from './rules';

const WHOLE = ['tinyint', 'smallint', 'integer', 'bigint'] as const;
const FLOATS = ['real', 'double'] as const;
const same = (args: readonly Typed[]): LogicalType => args[0]!.type;
const constant = (value: string): ScalarSignature => ({ params: [], returns: 'double', emit: () => `CAST('${value}' AS DOUBLE)`, ...(value === 'NaN' ? {} : { nan: false }) });

/** ln in Java's range: NaN below zero and -Infinity at it, where DuckDB fails. */
const logarithm = (x: string, of = (y: string) => `ln(${y})`): string => `CASE WHEN ${x} > 0 THEN ${of(x)} WHEN ${x} = 0 THEN CAST('-Infinity' AS DOUBLE) WHEN ${x} < 0 THEN CAST('NaN' AS DOUBLE) END`;
/** sin, cos and tan of an infinity are NaN, where DuckDB fails. */
const circular = (name: string): SqlFunction => scalar(name, over(['double'], 'double', (x) => `CASE WHEN isinf(${x}) THEN CAST('NaN' AS DOUBLE) ELSE ${name}(${x}) END`));

const mod: ScalarSignature['emit'] = ([x, y]) => {
  const sql = numberArithmetic('%', x!, y!)!.sql;
  if (x!.type.kind === 'decimal' || x!.type.kind === 'real' || x!.type.kind === 'double') return sql;
  // the one function of Trino that lets Java's own division by zero through
  return bind([x!.sql, y!.sql], ([a, b]) => checked(carrier(x!.type), [a!, b!], [{ broken: `${b} = 0`, message: '/ by zero', code: 'GENERIC_INTERNAL_ERROR' }], `CASE WHEN ${b} = -1 THEN CAST(0 AS ${carrier(x!.type)}) ELSE ${a} % ${b} END`));
};

const bucket = (x: string, low: string, high: string, count: string): string => checked('BIGINT', [x, low, high, count], [
  { broken: `${count} <= 0`, message: 'bucketCount must be greater than 0' },
  { broken: `isnan(${x})`, message: 'operand must not be NaN' },
  { broken: `NOT isfinite(${low})`, message: 'first bound must be finite' },
  { broken: `NOT isfinite(${high})`, message: 'second bound must be finite' },
  { broken: `${low} = ${high}`, message: 'bounds cannot equal each other' },
], bind([`CASE WHEN ${x} < least(${low}, ${high}) THEN 0 WHEN ${x} >= greatest(${low}, ${high}) THEN ${count} + 1 ELSE CAST(trunc(CAST(${count} AS DOUBLE) * (${x} - least(${low}, ${high})) / (greatest(${low}, ${high}) - least(${low}, ${high})) + 1) AS BIGINT) END`], ([n]) => `CASE WHEN ${low} > ${high} THEN ${count} - ${n} + 1 ELSE ${n} END`));

const BASE_RULE = (radix: string) => ({ broken: `${radix} NOT BETWEEN 2 AND 36`, message: 'Radix must be between 2 and 36' });
const invalidNumber = (text: string, radix: string) => ({ sql: `'Not a valid base-' || ${radix} || ' number: ' || ${text}` });

/**
 * Numbers. Java leaves the last digit of exp, ln, power, sin, cos and tan open (an error of one unit in it is allowed), so
 * that Trino's own answers differ from processor to processor there; of 10,000 arguments ours differed from a recorded
 * server's in at most 0.7 %, by that unit. Functions that differ oftener (log10, cbrt, the arcs and hyperbolics) stay out.
 */
export const MATH: readonly SqlFunction[] = [
  scalar(
    'abs',
    ...WHOLE.map((kind): ScalarSignature => ({ params: [kind], returns: kind, emit: ([x]) => `abs(${x!.sql})`, fails: true })),
    { params: ['decimal'], returns: same, emit: ([x]) => `abs(${x!.sql})` },
    ...FLOATS.map((kind): ScalarSignature => ({ params: [kind], returns: kind, emit: ([x]) => `abs(${x!.sql})` })),
  ),
  scalar(
    'sign',
    ...WHOLE.map((kind): ScalarSignature => ({ params: [kind], returns: kind, emit: (args) => `CAST(sign(${args[0]!.sql}) AS ${carrier(args[0]!.type)})` })),
    { params: ['decimal'], returns: 'decimal(1,0)', emit: ([x]) => `CAST(sign(${x!.sql}) AS DECIMAL(1,0))` },
    ...FLOATS.map((kind) => over([kind], kind, (x) => `CASE WHEN isnan(${x}) OR ${x} = 0 THEN ${x} ELSE CAST(sign(${x}) AS ${kind === 'real' ? 'FLOAT' : 'DOUBLE'}) END`)),
  ),
  scalar('mod', ...[...WHOLE, 'decimal', ...FLOATS].map((kind): ScalarSignature => ({ params: [kind, kind], returns: ([x, y]) => numberArithmetic('%', x!, y!)!.type, emit: mod, fails: kind !== 'real' && kind !== 'double' }))),
  scalar('sqrt', over(['double'], 'double', (x) => `CASE WHEN ${x} < 0 THEN CAST('NaN' AS DOUBLE) ELSE sqrt(${x}) END`)),
  native('exp', ['double'], 'double'),
  // 1 to a NaN and 1 or -1 to an infinity are NaN in Java
  ...alias(scalar('power', over(['double', 'double'], 'double', (x, y) => `CASE WHEN isnan(${y}) OR (isinf(${y}) AND abs(${x}) = 1) THEN CAST('NaN' AS DOUBLE) WHEN ${x} = 0 AND ${y} < 0 THEN CASE WHEN signbit(${x}) AND abs(${y} % 2) = 1 THEN CAST('-Infinity' AS DOUBLE) ELSE CAST('Infinity' AS DOUBLE) END ELSE pow(${x}, ${y}) END`)), 'pow'),
  scalar('ln', over(['double'], 'double', (x) => logarithm(x))),
  scalar('log2', over(['double'], 'double', (x) => logarithm(x, (y) => `ln(${y}) / ln(CAST(2 AS DOUBLE))`))),
  scalar('log', over(['double', 'double'], 'double', (base, x) => `((${logarithm(x)}) / (${logarithm(base)}))`)),
  circular('sin'),
  circular('cos'),
  circular('tan'),
  scalar('radians', over(['double'], 'double', (x) => `(${x} * CAST('0.017453292519943295' AS DOUBLE))`)),
  scalar('degrees', over(['double'], 'double', (x) => `(${x} * CAST('57.29577951308232' AS DOUBLE))`)),
  scalar('pi', constant('3.141592653589793')),
  scalar('e', constant('2.718281828459045')),
  scalar('nan', constant('NaN')),
  scalar('infinity', constant('Infinity')),
  scalar('is_nan', ...FLOATS.map((kind): ScalarSignature => ({ params: [kind], returns: 'boolean', emit: ([x]) => `isnan(${x!.sql})` }))),
  native('is_finite', ['double'], 'boolean', 'isfinite'),
  native('is_infinite', ['double'], 'boolean', 'isinf'),
  ...alias(native('random', [], 'double', 'random', { nan: false }), 'rand'),
  native('uuid', [], 'uuid', 'gen_random_uuid'),
  scalar(
    'width_bucket',
    over(['double', 'double', 'double', 'bigint'], 'bigint', bucket, { fails: true }),
    over(['double', 'array(double)'], 'bigint', (x, bins) => checked('BIGINT', [x, bins], [
      { broken: `len(${bins}) = 0`, message: 'Bins cannot be an empty array' },
      { broken: `isnan(${x})`, message: 'Operand cannot be NaN' },
      { broken: `(list_count(${bins}) < len(${bins}) OR list_sort(${bins}) <> ${bins} OR list_contains(${bins}, CAST('NaN' AS DOUBLE)))`, message: 'Bin values are not sorted in ascending order' },
    ], `len(list_filter(${bins}, lambda bin: bin <= ${x}))`), { fails: true }),
  ),
  scalar('to_base', over(['bigint', 'bigint'], 'varchar(64)', (x, radix) => checked('VARCHAR', [x, radix], [BASE_RULE(radix)],
    // the last digit apart, since the least bigint has no absolute value
    `CASE WHEN ${x} >= 0 THEN lower(to_base(${x}, CAST(${radix} AS INTEGER))) ELSE '-' || CASE WHEN ${x} > -${radix} THEN '' ELSE lower(to_base(-(${x} // ${radix}), CAST(${radix} AS INTEGER))) END || lower(to_base(-(${x} % ${radix}), CAST(${radix} AS INTEGER))) END`), { fails: true })),
  scalar('from_base', over(['varchar', 'bigint'], 'bigint', (text, radix) => checked('BIGINT', [text, radix], [
    BASE_RULE(radix),
    { broken: `lhc_from_base(${text}, ${radix}) IS NULL`, message: invalidNumber(text, radix) },
  ], `lhc_from_base(${text}, ${radix})`), { fails: true })),
];
