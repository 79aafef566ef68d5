import type { Span } from '@/lib/ports/parser/port';
import type { Typed } from '../analyze/typed';
import { bind, failure } from '../emit/text';
import { aggregate, type AggregateCall, type AggregateFunction } from './definition';

/** Squares of what is below it, added up a billion times, are still doubles. */
const GREAT = "CAST('1e145' AS DOUBLE)";

/**
 * Variances and covariances: both engines add up by Welford's way in the same steps. The engine fails where a result is not
 * finite; values that are not are kept out of it and told apart: Trino's arithmetic makes NaN of them.
 */
function welford(name: string, engine: string, call: AggregateCall, args: readonly Typed[], least: number, span: Span): string {
  if (args[0]!.type.kind === 'bigint') return call(engine, args[0]!.sql);
  const values = args.map((arg) => (arg.type.kind === 'real' ? `CAST(${arg.sql} AS DOUBLE)` : arg.sql));
  const some = values.map((x) => `${x} IS NOT NULL`).join(' AND ');
  const fit = values.map((x) => `abs(${x}) < ${GREAT}`).join(' AND ');
  const plain = call(engine, ...values.map((x) => `CASE WHEN ${fit} THEN ${x} END`));
  const odd = call('bool_or', `(${some} AND NOT (${values.map((x) => `isfinite(${x})`).join(' AND ')}))`);
  const great = call('bool_or', `(${some} AND NOT (${fit}))`);
  const count = call('count', `CASE WHEN ${some} THEN 1 END`);
  const tooGreat = failure(`NOT_SUPPORTED@${span.line}:${span.column}`, `${name} of numbers beyond 1e145 is not available on the embedded engine yet.`, 'DOUBLE');
  return bind([plain, odd, great, count], ([value, strange, large, n]) => `CASE WHEN ${n} < ${least} THEN NULL WHEN ${strange} THEN CAST('NaN' AS DOUBLE) WHEN ${large} THEN ${tooGreat} ELSE ${value} END`);
}

const deviation = (name: string, engine: string, least: number): AggregateFunction =>
  aggregate(name, ['bigint', 'double'].map((kind) => ({ params: [kind], returns: 'double', fails: true, emit: (call, args, _bound, span) => welford(name, engine, call, args, least, span) })));
const covariance = (name: string, least: number): AggregateFunction => aggregate(name, [
  { params: ['real', 'real'], returns: 'real', fails: true, emit: (call, args, _bound, span) => `CAST(${welford(name, name, call, args, least, span)} AS FLOAT)` },
  { params: ['double', 'double'], returns: 'double', fails: true, emit: (call, args, _bound, span) => welford(name, name, call, args, least, span) },
]);

/** By way of logarithms, as Trino does it: 0 gives 0 and a negative number NaN. */
const geometricMean = (call: AggregateCall, x: string): string => {
  const logarithm = `CASE WHEN ${x} > 0 THEN ln(CAST(${x} AS DOUBLE)) WHEN ${x} = 0 THEN CAST('-Infinity' AS DOUBLE) WHEN ${x} < 0 THEN CAST('NaN' AS DOUBLE) END`;
  return `exp(${call('sum', logarithm)} / CAST(${call('count', x)} AS DOUBLE))`;
};

export const STATISTICS: readonly AggregateFunction[] = [
  deviation('stddev', 'stddev_samp', 2),
  deviation('stddev_samp', 'stddev_samp', 2),
  deviation('stddev_pop', 'stddev_pop', 1),
  deviation('variance', 'var_samp', 2),
  deviation('var_samp', 'var_samp', 2),
  deviation('var_pop', 'var_pop', 1),
  covariance('covar_pop', 1),
  covariance('covar_samp', 2),
  aggregate('geometric_mean', [
    { params: ['bigint'], returns: 'double', emit: (call, [x]) => geometricMean(call, x!.sql) },
    { params: ['double'], returns: 'double', emit: (call, [x]) => geometricMean(call, x!.sql) },
    { params: ['real'], returns: 'real', emit: (call, [x]) => `CAST(${geometricMean(call, `CAST(${x!.sql} AS DOUBLE)`)} AS FLOAT)` },
  ]),
];
