import { typeText } from '@/lib/model/values/type-text';
import type { Span } from '@/lib/ports/parser/port';
import { datePart, partOf } from '../emit/date-part';
import { fail, refuse } from '../errors';
import type { Typed } from './typed';

const FIELDS: Readonly<Record<string, string>> = {
  YEAR: 'year', QUARTER: 'quarter', MONTH: 'month', WEEK: 'week', DAY: 'day', DAY_OF_MONTH: 'day', DAY_OF_WEEK: 'day_of_week', DOW: 'day_of_week', DAY_OF_YEAR: 'day_of_year', DOY: 'day_of_year',
  YEAR_OF_WEEK: 'year_of_week', YOW: 'year_of_week', HOUR: 'hour', MINUTE: 'minute', SECOND: 'second', TIMEZONE_HOUR: 'timezone_hour', TIMEZONE_MINUTE: 'timezone_minute',
};

/** EXTRACT(field FROM value): bigint. */
export function extract(field: string, value: Typed, span: Span, valueSpan: Span): Typed {
  const part = FIELDS[field];
  if (part === undefined) return fail('SYNTAX_ERROR', `Invalid EXTRACT field: ${field}`, span);
  if (part.startsWith('timezone')) return refuse(`EXTRACT(${field})`, span);
  if (!partOf(part, value.type)) return fail('TYPE_MISMATCH', `Cannot extract ${field} from ${typeText(value.type)}`, valueSpan);
  return datePart(part, value);
}
