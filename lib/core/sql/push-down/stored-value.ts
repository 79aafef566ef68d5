import type { PrimitiveValue } from '@/lib/model/iceberg/types';
import type { LogicalType } from '@/lib/model/values/types';
import { isWhole } from '../types/coercion';
import type { KnownValue } from './known-value';

const DAY_MICROS = 86_400_000_000n;

/**
 * A known value as Iceberg stores one in a column of `type`, such that comparing both in SQL and comparing stored values
 * are the same; null where that is not certain (a fraction against whole numbers, a double that no real can be).
 */
export function storedValue(known: KnownValue, type: LogicalType): PrimitiveValue | null {
  const { value } = known;
  if (value === null) return null;
  switch (type.kind) {
    case 'tinyint': case 'smallint': case 'integer': return wholeNumber(known, 2_147_483_647n);
    case 'bigint': return wholeValue(known);
    case 'decimal': return known.type.kind === 'decimal' || isWhole(known.type) ? scaled(String(value), type.scale) : null;
    case 'real': return realValue(known);
    case 'double': return doubleValue(known);
    case 'varchar': return known.type.kind === 'varchar' && typeof value === 'string' ? value : null;
    case 'boolean': return typeof value === 'boolean' ? value : null;
    case 'date': return dayValue(known);
    case 'timestamp': case 'timestamp with time zone': {
      const micros = microsValue(known);
      return micros === null ? null : type.precision > 6 ? micros * 1000n : micros;
    }
    default: return null;
  }
}

function wholeNumber(known: KnownValue, limit: bigint): number | null {
  const whole = wholeValue(known);
  return whole === null || whole > limit || whole < -limit - 1n ? null : Number(whole);
}

function wholeValue({ type, value }: KnownValue): bigint | null {
  if (isWhole(type) || type.kind === 'decimal') return scaled(String(value), 0);
  // beyond 2^53 several whole numbers are the same double
  return (type.kind === 'double' || type.kind === 'real') && Number.isSafeInteger(value) ? BigInt(Number(value)) : null;
}

/** Digits without their point at `scale`; null where digits would be lost. */
function scaled(digits: string, scale: number): bigint | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(digits);
  if (!match) return null;
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  return fraction.length > scale ? null : BigInt(`${match[1]}${match[2]}${fraction.padEnd(scale, '0')}`);
}

const isNumber = (type: LogicalType): boolean => isWhole(type) || type.kind === 'decimal' || type.kind === 'real' || type.kind === 'double';

function doubleValue({ type, value }: KnownValue): number | null {
  const number = Number(value);
  return isNumber(type) && !Number.isNaN(number) ? number : null;
}
function realValue(known: KnownValue): number | null {
  const number = doubleValue(known);
  return number !== null && Object.is(Math.fround(number), number) ? number : null;
}

function dayValue({ type, value }: KnownValue): number | null {
  if (type.kind === 'date') return Number(value);
  if (type.kind !== 'timestamp' || typeof value !== 'string') return null;
  const micros = BigInt(value);
  return micros % DAY_MICROS === 0n ? Number(micros / DAY_MICROS) : null;
}
function microsValue({ type, value }: KnownValue): bigint | null {
  if (type.kind === 'date') return BigInt(Number(value)) * DAY_MICROS;
  return (type.kind === 'timestamp' || type.kind === 'timestamp with time zone') && typeof value === 'string' ? BigInt(value) : null;
}
