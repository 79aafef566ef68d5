import { datePart } from '../emit/date-part';
import { scalar, type ScalarFunction, type ScalarSignature } from './definition';

const DATED = ['date', 'timestamp', 'timestamp with time zone'] as const;
const TIMED = ['timestamp', 'timestamp with time zone', 'time'] as const;
const DAYS = 'interval day to second';
const MONTHS = 'interval year to month';

const part = (name: string, field: string, kinds: readonly string[]): ScalarFunction =>
  scalar(name, ...kinds.map((kind): ScalarSignature => ({ params: [kind], returns: 'bigint', emit: ([x]) => datePart(field, x!).sql })));

/** Parts of dates, times and intervals under the names of functions. Zones are UTC throughout. */
export const DATE_PARTS: readonly ScalarFunction[] = [
  part('year', 'year', [...DATED, MONTHS]),
  part('quarter', 'quarter', DATED),
  part('month', 'month', [...DATED, MONTHS]),
  part('week', 'week', DATED),
  part('week_of_year', 'week', DATED),
  part('day', 'day', [...DATED, DAYS]),
  part('day_of_month', 'day', [...DATED, DAYS]),
  part('day_of_week', 'day_of_week', DATED),
  part('dow', 'day_of_week', DATED),
  part('day_of_year', 'day_of_year', DATED),
  part('doy', 'day_of_year', DATED),
  part('year_of_week', 'year_of_week', DATED),
  part('yow', 'year_of_week', DATED),
  part('hour', 'hour', [...TIMED, DAYS]),
  part('minute', 'minute', [...TIMED, DAYS]),
  part('second', 'second', [...TIMED, DAYS]),
  part('millisecond', 'millisecond', [...TIMED, DAYS]),
  ...['timezone_hour', 'timezone_minute'].map((name) => scalar(name, { params: ['timestamp with time zone'], returns: 'bigint', emit: ([x]) => `CASE WHEN ${x!.sql} IS NULL THEN CAST(NULL AS BIGINT) ELSE CAST(0 AS BIGINT) END` })),
];
