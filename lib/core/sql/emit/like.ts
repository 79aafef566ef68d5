import type { Span } from '@/lib/ports/parser/port';
import type { Typed } from '../analyze/typed';
import { refuse } from '../errors';
import { failure } from './text';

/** value LIKE pattern ESCAPE escape. Without ESCAPE no character is special but % and _, in both engines. */
export function likeSql(value: Typed, pattern: Typed, escape: Typed | null, span: Span): { readonly sql: string; readonly fails: boolean } {
  if (value.type.kind === 'unknown' || pattern.type.kind === 'unknown') return { sql: 'CAST(NULL AS BOOLEAN)', fails: false };
  if (escape === null) return { sql: `(${value.sql} LIKE ${pattern.sql})`, fails: false };
  if (escape.type.kind === 'unknown' || escape.constant === null) return { sql: 'CAST(NULL AS BOOLEAN)', fails: false };
  if (typeof pattern.constant !== 'string' || typeof escape.constant !== 'string') return refuse('LIKE with ESCAPE over a pattern that is not a literal', span);
  const char = escape.constant;
  const invalid = (message: string) => ({ sql: `CASE WHEN ${value.sql} IS NOT NULL THEN ${failure('INVALID_FUNCTION_ARGUMENT', message, 'BOOLEAN')} END`, fails: true });
  if ([...char].length !== 1) return invalid('Escape string must be a single character');
  const chars = [...pattern.constant];
  for (let i = 0; i < chars.length; i++) {
    if (chars[i] !== char) continue;
    i += 1;
    if (chars[i] !== '%' && chars[i] !== '_' && chars[i] !== char) return invalid("Escape character must be followed by '%', '_' or the escape character itself");
  }
  return { sql: `(${value.sql} LIKE ${pattern.sql} ESCAPE ${escape.sql})`, fails: false };
}
