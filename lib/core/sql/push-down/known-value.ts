import type { LogicalType } from '@/lib/model/values/types';
import type { Constant, Context } from '../analyze/typed';
import { isConstantSyntax } from '../analyze/walk';
import type { Expr } from '../ast';
import { DATE } from '../types/coercion';
import { dateLiteral } from '../types/datetime-literal';

/** A value that is known while the statement is typed: days of a date, microseconds of a timestamp, digits of exact numbers. */
export interface KnownValue {
  readonly type: LogicalType;
  readonly value: Constant;
}

const DAY_MS = 86_400_000n;

/** Literals, CURRENT_DATE and relatives, texts cast to dates, and dates and timestamps moved by an interval; else null. */
export function knownValue(e: Expr, cx: Context): KnownValue | null {
  if (isConstantSyntax(e) || e.node === 'current' || (e.node === 'negate' && isConstantSyntax(e.operand))) {
    const { type, constant } = cx.env.expr(e, cx);
    if (constant !== undefined) return { type, value: constant };
    const operand = e.node === 'negate' ? knownValue(e.operand, cx) : null;
    return typeof operand?.value === 'number' && (type.kind === 'double' || type.kind === 'real') ? { type, value: -operand.value } : null;
  }
  if (e.node === 'cast' && e.type.name === 'date' && e.value.node === 'string') return day(e.value.value);
  if (e.node === 'call' && e.call.name === 'date' && e.call.args.length === 1 && e.call.args[0]!.node === 'string') return day(e.call.args[0]!.value);
  if (e.node === 'arithmetic' && (e.op === '+' || e.op === '-')) return moved(knownValue(e.left, cx), knownValue(e.right, cx), e.op === '-' ? -1n : 1n);
  return null;
}

function day(text: string): KnownValue | null {
  const value = dateLiteral(text);
  return value === null ? null : { type: DATE, value };
}

function moved(base: KnownValue | null, by: KnownValue | null, sign: bigint): KnownValue | null {
  if (typeof by?.value !== 'string' || base === null || base.value === null) return null;
  const amount = BigInt(by.value) * sign;
  if (by.type.kind === 'interval day to second') {
    if (base.type.kind === 'date') return amount % DAY_MS === 0n ? { type: DATE, value: Number(base.value) + Number(amount / DAY_MS) } : null;
    const temporal = base.type.kind === 'timestamp' || base.type.kind === 'timestamp with time zone';
    return temporal ? { type: base.type, value: String(BigInt(base.value) + amount * 1000n) } : null;
  }
  if (by.type.kind !== 'interval year to month' || base.type.kind !== 'date') return null;
  const value = addMonths(Number(base.value), Number(amount));
  return value === null ? null : { type: DATE, value };
}

/** The same day of another month, or that month's last; null outside the years that everybody counts alike. */
function addMonths(days: number, months: number): number | null {
  const date = new Date(days * 86_400_000);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth() + months;
  if (month < 1200 || month > 119_999) return null;
  const first = Date.UTC(Math.floor(month / 12), month % 12, 1);
  const last = new Date(first);
  last.setUTCMonth(last.getUTCMonth() + 1, 0);
  return first / 86_400_000 + Math.min(date.getUTCDate(), last.getUTCDate()) - 1;
}
