import type { IntervalField } from '../ast';

const FIELDS: readonly IntervalField[] = ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND'];
const MS: Readonly<Record<string, number>> = { DAY: 86_400_000, HOUR: 3_600_000, MINUTE: 60_000, SECOND: 1000 };

/** INTERVAL 'text' from [TO to]: months, or milliseconds. Null when the text does not fit the fields. */
export function intervalLiteral(text: string, negative: boolean, from: IntervalField, to: IntervalField | null): { readonly months: boolean; readonly value: bigint } | null {
  const fields = FIELDS.slice(FIELDS.indexOf(from), FIELDS.indexOf(to ?? from) + 1);
  const months = from === 'YEAR' || from === 'MONTH';
  if (fields.length === 0 || (months && to !== null && to !== 'YEAR' && to !== 'MONTH')) return null;
  const match = /^([+-]?)(.*)$/.exec(text.trim())!;
  const sign = (match[1] === '-' ? -1n : 1n) * (negative ? -1n : 1n);
  let rest = match[2]!;
  let total = 0n;
  for (const [i, field] of fields.entries()) {
    const separator = i === 0 ? '' : field === 'MONTH' ? '-' : field === 'HOUR' ? ' ' : ':';
    // the last fields may be left out, as in '2 10' DAY TO SECOND
    if (rest === '' && i > 0) break;
    if (!rest.startsWith(separator)) return null;
    rest = rest.slice(separator.length);
    const part = (field === 'SECOND' ? /^(\d{1,18})(?:\.(\d{1,3}))?/ : /^(\d{1,18})()/).exec(rest);
    if (!part) return null;
    rest = rest.slice(part[0].length);
    const whole = BigInt(part[1]!);
    total += field === 'YEAR' ? whole * 12n : field === 'MONTH' ? whole : whole * BigInt(MS[field]!) + BigInt((part[2] ?? '').padEnd(3, '0'));
  }
  if (rest !== '') return null;
  return { months, value: sign * total };
}
