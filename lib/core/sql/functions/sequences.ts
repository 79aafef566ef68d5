import { scalar, over, type ScalarFunction, type ScalarSignature } from './definition';
import type { Typed } from '../analyze/typed';
import { bind, carrier } from '../emit/text';
import { local } from './date-arithmetic';
import { checked, type Rule } from './rules';

const TOO_MANY = 'result of sequence function must not have more than 10000 entries';
const DIRECTION = 'sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop should be less than or equal to start';
const DAY = 86_400_000;

/** Rules of every sequence; `count` is how many steps there are beyond the first. */
const rules = (start: string, stop: string, step: string, count: string): readonly Rule[] => [
  { broken: `${step} = 0`, message: 'step must not be zero' },
  { broken: `(${step} > 0 AND ${stop} < ${start}) OR (${step} < 0 AND ${stop} > ${start})`, message: DIRECTION },
  { broken: `${count} >= 10000`, message: TOO_MANY },
];
/** Bounded whatever the count is, since the engine may compute it before the rules are looked at. */
const steps = (count: string, item: string): string => `list_transform(range(0, CAST(least(${count}, 9999) AS BIGINT) + 1), lambda i: ${item})`;

const numbers = (start: string, stop: string, step: string): string => {
  const count = `((CAST(${stop} AS HUGEINT) - ${start}) // nullif(${step}, 0))`;
  return checked('BIGINT[]', [start, stop, step], rules(start, stop, step, count), steps(count, `CAST(CAST(${start} AS HUGEINT) + i * CAST(${step} AS HUGEINT) AS BIGINT)`));
};

const dates = (start: string, stop: string, days: string): string => {
  const count = `((${stop} - ${start}) // nullif(${days}, 0))`;
  return checked('DATE[]', [start, stop, days], rules(start, stop, days, count), steps(count, `${start} + CAST(i * ${days} AS INTEGER)`));
};
const datesByInterval = (start: string, stop: string, millis: string): string =>
  checked('DATE[]', [start, stop, millis], [{ broken: `${millis} % ${DAY} <> 0`, message: 'sequence step must be a day interval if start and end values are dates' }], bind([`(${millis} // ${DAY})`], ([days]) => dates(start, stop, days!)));

const byMonths = (args: readonly Typed[], type: string): string => bind([local(args[0]!), local(args[1]!), args[2]!.sql], ([start, stop, months]) => {
  const count = `(lhc_months_between(${start}, ${stop}) // nullif(${months}, 0))`;
  return checked(`${type}[]`, [start!, stop!, months!], rules(start!, stop!, months!, count), steps(count, `CAST(${start} + to_months(CAST(i * ${months} AS INTEGER)) AS ${type})`));
});

const instants = (args: readonly Typed[]): string => bind([local(args[0]!), local(args[1]!), args[2]!.sql], ([start, stop, millis]) => {
  const count = `((epoch_us(${stop}) - epoch_us(${start})) // nullif(${millis} * 1000, 0))`;
  return checked('TIMESTAMP[]', [start!, stop!, millis!], rules(start!, stop!, millis!, count), steps(count, `${start} + to_microseconds(i * ${millis} * 1000)`));
});

const timestamps = (step: string, emit: (args: readonly Typed[]) => string): ScalarSignature =>
  ({ params: ['timestamp', 'timestamp', step], returns: (args) => ({ kind: 'array', element: args[0]!.type }), fails: true, emit: (args) => (carrier(args[0]!.type), emit(args)) });

export const SEQUENCES: readonly ScalarFunction[] = [
  scalar(
    'sequence',
    over(['bigint', 'bigint'], 'array(bigint)', (start, stop) => numbers(start, stop, `(CASE WHEN ${stop} >= ${start} THEN 1 ELSE -1 END)`), { fails: true }),
    over(['bigint', 'bigint', 'bigint'], 'array(bigint)', numbers, { fails: true }),
    over(['date', 'date'], 'array(date)', (start, stop) => dates(start, stop, `(CASE WHEN ${stop} >= ${start} THEN 1 ELSE -1 END)`), { fails: true }),
    over(['date', 'date', 'interval day to second'], 'array(date)', datesByInterval, { fails: true }),
    { params: ['date', 'date', 'interval year to month'], returns: 'array(date)', fails: true, emit: (args) => byMonths(args, 'DATE') },
    timestamps('interval day to second', instants),
    timestamps('interval year to month', (args) => byMonths(args, 'TIMESTAMP')),
  ),
];
