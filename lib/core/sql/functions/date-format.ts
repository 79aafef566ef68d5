import { bind, failure, quote } from '../emit/text';
import { refuse } from '../errors';

/** Letters of MySQL's formats as the engine writes them; null where Trino refuses them too. */
const MYSQL: Readonly<Record<string, string | null>> = {
  a: '%a', b: '%b', c: '%-m', d: '%d', e: '%-d', f: '%f', H: '%H', h: '%I', I: '%I', i: '%M', j: '%j', k: '%-H', l: '%-I', M: '%B', m: '%m', p: '%p', r: '%I:%M:%S %p', S: '%S', s: '%S', T: '%H:%M:%S',
  v: '%V', W: '%A', x: '%G', Y: '%Y', y: '%y', '%': '%%', D: null, U: null, u: null, V: null, w: null, X: null,
};

/** What a format of MySQL's asks for, literal text between; an error's message when Trino has none for a letter. */
export function readMysql(format: string): readonly ({ readonly field: string } | { readonly text: string })[] | { readonly error: string } {
  const parts: ({ readonly field: string } | { readonly text: string })[] = [];
  const chars = [...format];
  for (let i = 0; i < chars.length; i++) {
    if (chars[i] !== '%') {
      parts.push({ text: chars[i]! });
      continue;
    }
    const letter = chars[(i += 1)];
    if (letter === undefined) break;
    if (MYSQL[letter] === null) return { error: `%${letter} not supported in date format string` };
    parts.push(letter === '%' || !(letter in MYSQL) ? { text: letter } : { field: letter });
  }
  return parts;
}

const escaped = (text: string): string => text.replaceAll('%', '%%');
/** Formats are in milliseconds there: finer digits are rounded before. */
const inMillis = (sql: string, precision: number): string => (precision > 3 ? `lhc_round_timestamp(${sql}, 1000)` : sql);

function formatted(sql: string, precision: number, pattern: string | { readonly error: string }): string {
  if (typeof pattern === 'string') return `strftime(${inMillis(sql, precision)}, ${quote(pattern)})`;
  return bind([sql], ([x]) => `CASE WHEN ${x} IS NOT NULL THEN ${failure('INVALID_FUNCTION_ARGUMENT', pattern.error, 'VARCHAR')} END`);
}

export function mysqlFormat(sql: string, precision: number, format: string): string {
  const parts = readMysql(format);
  if ('error' in parts) return formatted(sql, precision, parts);
  if (format === '') return formatted(sql, precision, { error: 'Both printing and parsing not supported' });
  return formatted(sql, precision, parts.map((part) => ('text' in part ? escaped(part.text) : MYSQL[part.field]!)).join(''));
}

/** Runs of letters of Joda's formats. */
const JODA: Readonly<Record<string, string>> = {
  yyyy: '%Y', yy: '%y', M: '%-m', MM: '%m', MMM: '%b', MMMM: '%B', d: '%-d', dd: '%d', H: '%-H', HH: '%H', h: '%-I', hh: '%I', m: '%-M', mm: '%M', s: '%-S', ss: '%S', SSS: '%g', a: '%p',
  E: '%a', EE: '%a', EEE: '%a', EEEE: '%A', D: '%-j', DDD: '%j', ww: '%V', xxxx: '%G',
};

/** A format of Joda's as one of the engine's; runs of letters that are not listed are refused. */
function jodaPattern(format: string): string | { readonly error: string } {
  if (format === '') return { error: 'Invalid pattern specification' };
  let out = '';
  for (const [run, quoted, letters] of format.matchAll(/'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z]/g)) {
    if (quoted !== undefined) out += escaped(quoted === '' ? "'" : quoted.replaceAll("''", "'"));
    else if (letters === undefined) out += run === "'" ? refuse('A format with an open quote', null) : escaped(run);
    else out += JODA[run] ?? refuse(`'${run}' in a format`, null);
  }
  return out;
}

export const jodaFormat = (sql: string, precision: number, format: string): string => formatted(sql, precision, jodaPattern(format));
