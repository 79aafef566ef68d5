import type { LogicalType } from '@/lib/model/values/types';
import { typeText } from '@/lib/model/values/type-text';
import { refuse } from '../errors';
import { type Cast, sure } from './cast-result';
import { roundTimestamp } from './datetime';

/** Casts between dates, times and timestamps. Zones are UTC throughout. */
export function castTemporal(sql: string, from: LogicalType, to: LogicalType): Cast {
  if (from.kind === 'date') {
    if (to.kind === 'timestamp') return sure(`CAST(${sql} AS ${to.precision > 6 ? 'TIMESTAMP_NS' : 'TIMESTAMP'})`);
    return to.kind === 'timestamp with time zone' ? sure(`CAST(CAST(${sql} AS TIMESTAMP) AS TIMESTAMPTZ)`) : null;
  }
  if (from.kind === 'timestamp') return fromTimestamp(sql, from.precision, from.precision > 6, to);
  if (from.kind === 'timestamp with time zone') {
    const local = `CAST(${sql} AS TIMESTAMP)`;
    if (to.kind === 'timestamp with time zone') return sure(to.precision >= from.precision ? sql : `CAST(${roundTimestamp(local, to.precision)} AS TIMESTAMPTZ)`);
    return fromTimestamp(local, from.precision, false, to);
  }
  if (from.kind === 'time' && to.kind === 'time' && to.precision >= from.precision && to.precision <= 6) return sure(sql);
  if (from.kind === 'time' && (to.kind === 'time' || to.kind === 'timestamp' || to.kind.includes('zone'))) return refuse(`Casting ${typeText(from)} to ${typeText(to)}`, null);
  return null;
}

function fromTimestamp(sql: string, precision: number, nanos: boolean, to: LogicalType): Cast {
  if (to.kind === 'date') return sure(`CAST(${sql} AS DATE)`);
  if (to.kind === 'timestamp' || to.kind === 'timestamp with time zone' || to.kind === 'time') {
    if (to.precision > 9 || (to.precision > 6 && to.kind !== 'timestamp')) return refuse(`Casting to ${typeText(to)}`, null);
    if (to.kind === 'timestamp' && to.precision > 6) return to.precision >= precision ? sure(nanos ? sql : `CAST(${sql} AS TIMESTAMP_NS)`) : refuse('Rounding a timestamp of nanoseconds', null);
    if (nanos) return refuse('Rounding a timestamp of nanoseconds', null);
    const rounded = to.precision >= precision ? sql : roundTimestamp(sql, to.precision);
    return sure(to.kind === 'timestamp' ? rounded : to.kind === 'time' ? `CAST(${rounded} AS TIME)` : `CAST(${rounded} AS TIMESTAMPTZ)`);
  }
  return null;
}
