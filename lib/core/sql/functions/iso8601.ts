import type { LogicalType } from '@/lib/model/values/types';
import type { Typed } from '../analyze/typed';
import { timestampText } from '../emit/datetime';
import { bind, failureOf } from '../emit/text';
import { overPlaced, scalar, type ScalarFunction, type ScalarSignature } from './definition';
import { local } from './date-arithmetic';
import { checked, notAdmitted } from './rules';

const DATE = '(\\d{4})-(\\d{1,2})-(\\d{1,2})';
const CLOCK = '(?:T(?:(\\d{2})(?::(\\d{2})(?::(\\d{2})(?:[.,](\\d+))?)?)?)?)?';
/** letters and signs of ISO 8601 in forms that we leave out: weeks, days of the year, other offsets */
const OTHER_FORMS = '[-+0-9TWZ:.,]*\\d[-+0-9TWZ:.,]*';

/** `result` of the groups of a full match, refused for other forms of ISO 8601, an error for anything else. */
const read = (pattern: string, type: string, what: string): ScalarSignature => overPlaced(['varchar'], type === 'DATE' ? 'date' : 'timestamp(3) with time zone', (span) => (x) => {
  const group = (n: number): string => `regexp_extract(${x}, '\\A${pattern}\\z', ${n})`;
  const number = (n: number): string => `CAST('0' || ${group(n)} AS BIGINT)`;
  const clock = type === 'DATE' ? '0, 0, 0, 0' : `${number(4)}, ${number(5)}, ${number(6)}, CAST(left(rpad(${group(7)}, 3, '0'), 3) AS BIGINT)`;
  const made = `lhc_timestamp(CAST(${group(1)} AS BIGINT), CAST(${group(2)} AS BIGINT), CAST(${group(3)} AS BIGINT), ${clock})`;
  const matched = `regexp_full_match(${x}, '${pattern}')`;
  const wrong = `'Invalid format: "' || ${x} || '"'`;
  return checked(type, [x], [
    notAdmitted(`NOT ${matched} AND regexp_full_match(${x}, '${OTHER_FORMS}')`, what, span),
    { broken: `NOT ${matched}`, message: { sql: wrong } },
  ], bind([made], ([at]) => `CASE WHEN ${at} IS NULL THEN ${failureOf('INVALID_FUNCTION_ARGUMENT', wrong, type)} ELSE CAST(${at} AS ${type}) END`));
});

const digits = (args: readonly Typed[], more: number): LogicalType => {
  const { precision } = args[0]!.type as { readonly precision: number };
  return { kind: 'varchar', length: 22 + more + (precision > 0 ? precision + 1 : 0) };
};
const isoText = (x: Typed): string => `replace(${timestampText(local(x), (x.type as { readonly precision: number }).precision)}, ' ', 'T')`;

export const ISO8601: readonly ScalarFunction[] = [
  scalar('from_iso8601_date', read(DATE, 'DATE', 'from_iso8601_date of a text that is not like 2020-01-31')),
  scalar('from_iso8601_timestamp', read(`${DATE}${CLOCK}(?:Z|[+-]00(?::?00)?)?`, 'TIMESTAMP WITH TIME ZONE', 'from_iso8601_timestamp of a text that is not like 2020-01-31T12:34:56.789 in UTC')),
  scalar(
    'to_iso8601',
    { params: ['date'], returns: 'varchar(16)', emit: ([x]) => `strftime(${x!.sql}, '%Y-%m-%d')` },
    { params: ['timestamp'], returns: (args) => digits(args, 0), emit: ([x]) => isoText(x!) },
    { params: ['timestamp with time zone'], returns: (args) => digits(args, 6), emit: ([x]) => `(${isoText(x!)} || 'Z')` },
  ),
];
