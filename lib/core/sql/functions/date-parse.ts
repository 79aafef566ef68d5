import { bind, failureOf, quote } from '../emit/text';
import { refuse } from '../errors';
import { readMysql } from './date-format';
import { checked, notAdmitted } from './rules';
import type { Span } from '@/lib/ports/parser/port';

const MONTH_NAMES = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const NAMES = MONTH_NAMES.flatMap((name) => [name, name.slice(0, 3)]).join('|');

/** What a letter reads: its part of the instant, and the digits that it may have. */
const FIELDS: Readonly<Record<string, { readonly part: string; readonly digits: readonly [number, number] }>> = {
  Y: { part: 'year', digits: [4, 4] }, y: { part: 'year2', digits: [2, 2] }, m: { part: 'month', digits: [1, 2] }, c: { part: 'month', digits: [1, 2] }, d: { part: 'day', digits: [1, 2] }, e: { part: 'day', digits: [1, 2] },
  H: { part: 'hour', digits: [1, 2] }, k: { part: 'hour', digits: [1, 2] }, h: { part: 'hour12', digits: [1, 2] }, I: { part: 'hour12', digits: [1, 2] }, l: { part: 'hour12', digits: [1, 2] },
  i: { part: 'minute', digits: [1, 2] }, s: { part: 'second', digits: [1, 2] }, S: { part: 'second', digits: [1, 2] }, f: { part: 'fraction', digits: [1, 9] },
};
const EXPANDED: Readonly<Record<string, string>> = { T: '%H:%i:%s', r: '%h:%i:%s %p' };
const LITERAL = /[\\.[\](){}*+?^$|]/g;

interface Pattern {
  /** what is surely read as Trino reads it, a group a field */
  readonly strict: string;
  /** what Joda might read as well, in ways of its own: refused */
  readonly lenient: string;
  /** group of each part */
  readonly groups: ReadonlyMap<string, number>;
}

function patternOf(format: string): Pattern | { readonly error: string } {
  const expanded = format.replaceAll(/%([Tr])/g, (_, letter: string) => EXPANDED[letter]!);
  const parts = readMysql(expanded);
  if ('error' in parts) return parts;
  const groups = new Map<string, number>();
  let [strict, lenient] = ['', ''];
  const isNumber = (i: number): boolean => {
    const part = parts[i];
    return part !== undefined && ('field' in part ? part.field in FIELDS : /\d/.test(part.text));
  };
  for (const [i, part] of parts.entries()) {
    if ('text' in part) {
      const text = part.text.replaceAll(LITERAL, '\\$&');
      strict += text;
      lenient += text;
      continue;
    }
    const field = FIELDS[part.field];
    const name = field?.part ?? { M: 'name', b: 'name', p: 'half' }[part.field] ?? refuse(`%${part.field} in date_parse`, null);
    if (groups.has(name) || (name === 'name' && groups.has('month')) || (name === 'month' && groups.has('name'))) return refuse('A format that names a part twice', null);
    groups.set(name, groups.size + 1);
    if (field) {
      const [low, high] = isNumber(i + 1) ? [Math.max(2, field.digits[0]), field.part === 'fraction' ? refuse('A fraction before a number in date_parse', null) : field.digits[1]] : field.digits;
      strict += `(\\d{${low},${high}})`;
      lenient += '[+-]?\\d+';
    } else {
      strict += name === 'name' ? `((?i:${NAMES}))` : '((?i:am|pm))';
      lenient += '[^\\d\\s]+';
    }
  }
  if (groups.has('half') !== groups.has('hour12')) refuse('Hours of half a day without AM or PM, or the reverse, in date_parse', null);
  if ((groups.has('half') && groups.has('hour')) || (groups.has('year') && groups.has('year2'))) refuse('A format that names a part twice', null);
  return { strict, lenient, groups };
}

/** date_parse with a format that is known, as a TIMESTAMP of milliseconds. */
export function parseDate(sql: string, format: string, span: Span): string {
  const pattern = patternOf(format);
  if ('error' in pattern) return bind([sql], ([x]) => checked('TIMESTAMP', [x!], [{ broken: 'true', message: pattern.error }], 'CAST(NULL AS TIMESTAMP)'));
  const { groups, strict, lenient } = pattern;
  if (groups.size === 0) return refuse('date_parse with a format that reads nothing', span);
  return bind([sql], ([x]) => {
    const group = (name: string): string | null => (groups.has(name) ? `regexp_extract(${x}, ${quote(`\\A${strict}\\z`)}, ${groups.get(name)})` : null);
    const number = (name: string, otherwise: string): string => (groups.has(name) ? `CAST(${group(name)} AS BIGINT)` : otherwise);
    const year = groups.has('year2') ? `(${number('year2', '')} + CASE WHEN ${number('year2', '')} < 70 THEN 2000 ELSE 1900 END)` : number('year', '1970');
    const month = groups.has('name') ? `list_position([${MONTH_NAMES.map((name) => quote(name.slice(0, 3))).join(', ')}], lower(left(${group('name')}, 3)))` : number('month', '1');
    const hour = groups.has('hour12') ? `CASE WHEN ${number('hour12', '')} BETWEEN 1 AND 12 THEN ${number('hour12', '')} % 12 + CASE WHEN lower(${group('half')}) = 'pm' THEN 12 ELSE 0 END ELSE 99 END` : number('hour', '0');
    const millis = groups.has('fraction') ? `CAST(left(rpad(${group('fraction')}, 3, '0'), 3) AS BIGINT)` : '0';
    const made = `lhc_timestamp(${year}, ${month}, ${number('day', '1')}, ${hour}, ${number('minute', '0')}, ${number('second', '0')}, ${millis})`;
    const wrong = failureOf('INVALID_FUNCTION_ARGUMENT', `'Invalid format: "' || ${x} || '"'`, 'TIMESTAMP');
    const matched = `regexp_full_match(${x}, ${quote(strict)})`;
    return checked('TIMESTAMP', [x!], [
      notAdmitted(`NOT ${matched} AND regexp_full_match(${x}, ${quote(lenient)})`, 'date_parse of a text with other digits than the format has', span),
      { broken: `NOT ${matched}`, message: { sql: `'Invalid format: "' || ${x} || '"'` } },
    ], bind([made], ([at]) => `CASE WHEN ${at} IS NULL THEN ${wrong} ELSE ${at} END`));
  });
}
