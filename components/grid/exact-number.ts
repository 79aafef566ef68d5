import type { Cell, LogicalType } from '@/lib/model/values/types';

/** A number without loss: `units` / 10^`scale`. */
export interface Exact {
  readonly units: bigint;
  readonly scale: number;
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/** Digits as they travel (`-12.50`) as an exact number; null when they are none. */
export function exactOf(cell: Cell): Exact | null {
  if (typeof cell === 'number') return Number.isSafeInteger(cell) ? { units: BigInt(cell), scale: 0 } : null;
  const parts = typeof cell === 'string' ? DECIMAL.exec(cell) : null;
  if (!parts || `${parts[2] ?? ''}${parts[3] ?? ''}` === '') return null;
  const fraction = parts[3] ?? '';
  return { units: BigInt(`${parts[1] === '-' ? '-' : ''}${parts[2] ?? ''}${fraction}`), scale: fraction.length };
}

const raised = ({ units, scale }: Exact, to: number): bigint => units * 10n ** BigInt(to - scale);
export function plus(a: Exact, b: Exact): Exact {
  const scale = Math.max(a.scale, b.scale);
  return { units: raised(a, scale) + raised(b, scale), scale };
}
export function compare(a: Exact, b: Exact): number {
  const scale = Math.max(a.scale, b.scale);
  const [left, right] = [raised(a, scale), raised(b, scale)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** All digits, thousands apart: `-1,234.50`. */
export function exactText({ units, scale }: Exact): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${units < 0n ? '\u2212' : ''}${whole}${scale === 0 ? '' : `.${digits.slice(-scale)}`}`;
}

/** The mean of `count` numbers that add up to `sum`, rounded half away from zero to four digits more than the numbers have, without trailing zeros. */
export function meanText(sum: Exact, count: number): string {
  const scale = sum.scale + 4;
  const wide = raised(sum, scale);
  const by = BigInt(count);
  const half = by / 2n;
  const units = wide < 0n ? (wide - half) / by : (wide + half) / by;
  const text = exactText({ units, scale });
  return text.replace(/\.?0+$/, '');
}

/** Whether a type's numbers are exact (integers and decimals) or binary floating point. */
export const isExact = (type: LogicalType): boolean => ['tinyint', 'smallint', 'integer', 'bigint', 'decimal'].includes(type.kind);
