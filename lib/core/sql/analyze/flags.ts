import { typeText } from '@/lib/model/values/type-text';
import type { Span } from '@/lib/ports/parser/port';
import { castTo } from '../emit/cast';
import { fail } from '../errors';
import { BOOLEAN } from '../types/coercion';
import { trapped, type Typed } from './typed';

/** What an expression inherits from its parts. */
export function nestedFlags(parts: readonly Typed[]): { readonly fails: boolean; readonly subquery?: true; readonly outer?: true } {
  return { fails: parts.some((part) => part.fails), ...trapped(parts) };
}

/** Insists on a boolean; an untyped NULL is one. */
export function boolean(value: Typed, span: Span, what: string): Typed {
  if (value.type.kind === 'boolean') return value;
  if (value.type.kind === 'unknown') return castTo(value, BOOLEAN, span);
  return fail('TYPE_MISMATCH', `${what} must evaluate to a boolean: actual type ${typeText(value.type)}`, span);
}
