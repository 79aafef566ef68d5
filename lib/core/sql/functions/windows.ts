import type { Typed } from '../analyze/typed';
import { failure } from '../emit/text';
import type { AggregateCall, AggregateSignature, WindowFunction } from './definition';
import { knownInteger } from './rules';

const ranking = (name: string, returns: 'bigint' | 'double'): WindowFunction => ({ kind: 'window', name, ranking: true, signatures: [{ params: [], returns, emit: (call) => call(name) }] });

/** A number that every row must have within a bound, as Trino says it; it may be known now. */
function counted(n: Typed, least: bigint, message: string, type: string): string | null {
  const known = knownInteger(n);
  if (typeof known === 'bigint' && known >= least) return n.sql;
  if (typeof known === 'bigint') return null;
  return `CASE WHEN ${n.sql} < ${least} THEN ${failure('INVALID_FUNCTION_ARGUMENT', message, type)} ELSE ${n.sql} END`;
}
const broken = (message: string, type: string): string => failure('INVALID_FUNCTION_ARGUMENT', message, type);

const OFFSET = 'Offset must be at least 0';
const shifted = (name: 'lag' | 'lead'): WindowFunction => {
  const emit = (call: AggregateCall, [x, n, otherwise]: readonly Typed[]): string => {
    if (n === undefined) return call(name, x!.sql);
    const offset = counted(n, 0n, OFFSET, 'BIGINT');
    const shift = call(name, x!.sql, offset ?? broken(OFFSET, 'BIGINT'), ...(otherwise ? [otherwise.sql] : []));
    // without an offset there is no row, not even the default
    return knownInteger(n) === undefined || n.constant === null ? `CASE WHEN ${call('first_value', n.sql)} IS NULL AND ${n.sql} IS NULL THEN NULL ELSE ${shift} END` : shift;
  };
  const signatures: readonly AggregateSignature[] = [{ params: ['T'], returns: 'T', emit }, { params: ['T', 'bigint'], returns: 'T', emit }, { params: ['T', 'bigint', 'T'], returns: 'T', emit }];
  return { kind: 'window', name, offset: true, nulls: true, signatures };
};
const valued = (name: 'first_value' | 'last_value'): WindowFunction => ({ kind: 'window', name, nulls: true, signatures: [{ params: ['T'], returns: 'T', emit: (call, [x]) => call(name, x!.sql) }] });

export const WINDOWS: readonly WindowFunction[] = [
  ranking('row_number', 'bigint'),
  ranking('rank', 'bigint'),
  ranking('dense_rank', 'bigint'),
  ranking('percent_rank', 'double'),
  ranking('cume_dist', 'double'),
  { kind: 'window', name: 'ntile', ranking: true, signatures: [{ params: ['bigint'], returns: 'bigint', emit: (call, [n]) => call('ntile', counted(n!, 1n, 'Buckets must be greater than 0', 'BIGINT') ?? broken('Buckets must be greater than 0', 'BIGINT')) }] },
  shifted('lag'),
  shifted('lead'),
  valued('first_value'),
  valued('last_value'),
  { kind: 'window', name: 'nth_value', nulls: true, signatures: [{ params: ['T', 'bigint'], returns: 'T', emit: (call, [x, n]) => call('nth_value', x!.sql, counted(n!, 1n, 'Offset must be at least 1', 'BIGINT') ?? broken('Offset must be at least 1', 'BIGINT')) }] },
];
