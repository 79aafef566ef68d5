import type { Typed } from '../analyze/typed';
import { isoText } from '../analyze/literal';
import { castTo } from '../emit/cast';
import { refuse } from '../errors';
import { DATE } from '../types/coercion';
import { DATE_ARITHMETIC, local } from './date-arithmetic';
import { jodaFormat, mysqlFormat } from './date-format';
import { parseDate } from './date-parse';
import { DATE_PARTS } from './date-parts';
import { scalar, type ScalarSignature, type SqlFunction } from './definition';
import { ISO8601 } from './iso8601';
import { knownText } from './rules';

const precisionOf = (value: Typed): number => ('precision' in value.type ? value.type.precision : 0);
const DATED = ['timestamp', 'timestamp with time zone'] as const;

const formats = (name: string, write: (sql: string, precision: number, format: string) => string): SqlFunction => scalar(name, ...DATED.map((kind): ScalarSignature => ({
  params: [kind, 'varchar'],
  returns: 'varchar',
  fails: true,
  emit: ([x, format]) => {
    const known = knownText(format);
    if (known === undefined) return refuse(`${name} with a format that is not a literal`, null);
    return known === null ? 'CAST(NULL AS VARCHAR)' : write(local(x!), precisionOf(x!), known);
  },
})));

/** Dates and times. Zones are UTC throughout. */
export const DATES: readonly SqlFunction[] = [
  ...DATE_PARTS,
  ...DATE_ARITHMETIC,
  ...ISO8601,
  scalar(
    'date',
    { params: ['varchar'], returns: 'date', fails: true, emit: ([x], _bound, _env, span) => castTo(x!, DATE, span).sql },
    ...DATED.map((kind): ScalarSignature => ({ params: [kind], returns: 'date', emit: ([x], _bound, _env, span) => castTo(x!, DATE, span).sql })),
  ),
  formats('date_format', mysqlFormat),
  formats('format_datetime', jodaFormat),
  scalar('date_parse', {
    params: ['varchar', 'varchar'],
    returns: 'timestamp(3)',
    fails: true,
    emit: ([x, format], _bound, _env, span) => {
      const known = knownText(format);
      return known === undefined ? refuse('date_parse with a format that is not a literal', span) : known === null ? 'CAST(NULL AS TIMESTAMP)' : parseDate(x!.sql, known, span);
    },
  }),
  scalar('now', { params: [], returns: 'timestamp(3) with time zone', emit: (_args, _bound, { session }) => `CAST('${isoText(BigInt(session.nowMs) * 1000n)}+00' AS TIMESTAMPTZ)` }),
  scalar('current_timezone', { params: [], returns: 'varchar', emit: () => "'UTC'" }),
];
