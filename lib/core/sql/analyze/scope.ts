import type { Span } from '@/lib/ports/parser/port';
import type { Expr, Identifier } from '../ast';
import { fail } from '../errors';
import { type Context, type Field, identifierKey, type Scope, type Typed } from './typed';
import { fieldOf } from '../emit/nested';

/** The names of a.b.c, or null when the expression is no such chain. */
export function chainOf(e: Expr): readonly Identifier[] | null {
  if (e.node === 'name') return [e.name];
  if (e.node !== 'dereference') return null;
  const base = chainOf(e.base);
  return base && [...base, e.field];
}

function matches(field: Field, parts: readonly string[]): boolean {
  if (field.name === null || field.name.toLowerCase() !== parts.at(-1)) return false;
  const prefix = parts.slice(0, -1);
  return prefix.length <= field.qualifier.length && prefix.every((part, i) => field.qualifier[field.qualifier.length - prefix.length + i] === part);
}

/** A column by its name in a scope or the scopes around it; null when there is none. Throws AMBIGUOUS_NAME. */
function lookUp(scope: Scope, parts: readonly string[], span: Span, written: string): Typed | null {
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    const found = at.fields.filter((field) => matches(field, parts));
    if (found.length > 1) fail('AMBIGUOUS_NAME', `Column '${written}' is ambiguous`, span);
    if (found[0]) {
      const value = at.remap ? at.remap(found[0].value, span, written) : found[0].value;
      return at === scope ? value : fromAround(value);
    }
  }
  return null;
}

/** A column of an outer query. In parentheses it counts as dear, so that `bind` hands it into its lambda by name. */
function fromAround(value: Typed): Typed {
  const sql = value.sql.startsWith('(') ? value.sql : `(${value.sql})`;
  return { ...value, sql, outer: true };
}

/** Resolves a.b.c: as a column with qualifiers, else as fields of a row column, else a lambda's argument. */
export function resolveName(e: Expr, chain: readonly Identifier[], cx: Context): Typed {
  const written = chain.map((id) => id.value).join('.');
  const parts = chain.map(identifierKey);
  const argument = cx.lambda.get(parts[0]!);
  if (argument) return dereference(argument, chain.slice(1), written, e.span);
  const output = cx.outputs?.get(parts[0]!);
  if (output === null) fail('AMBIGUOUS_NAME', `Column '${written}' is ambiguous`, e.span);
  if (output) return dereference(output, chain.slice(1), written, e.span);
  for (let length = parts.length; length > 0; length--) {
    const column = lookUp(cx.scope, parts.slice(0, length), e.span, written);
    if (column) return dereference(column, chain.slice(length), written, e.span);
  }
  return fail('COLUMN_NOT_FOUND', `Column '${written}' cannot be resolved`, e.span);
}

function dereference(base: Typed, rest: readonly Identifier[], written: string, span: Span): Typed {
  let value = base;
  for (const id of rest) {
    if (value.type.kind !== 'row') return fail(value === base ? 'COLUMN_NOT_FOUND' : 'TYPE_MISMATCH', `Column '${written}' cannot be resolved`, span);
    value = rowField(value, id, span);
  }
  return value;
}

/** `base.name` of a row value. */
export function rowField(base: Typed, id: Identifier, span: Span): Typed {
  if (base.type.kind !== 'row') return fail('TYPE_MISMATCH', `Expression is not of type ROW`, span);
  const hits = base.type.fields.flatMap((field, i) => (field.name?.toLowerCase() === identifierKey(id) ? [i] : []));
  if (hits.length > 1) fail('AMBIGUOUS_NAME', `Ambiguous row field reference: ${id.value}`, span);
  return hits.length === 0 ? fail('COLUMN_NOT_FOUND', `Column '${id.value}' cannot be resolved`, span) : fieldOf(base, hits[0]!);
}
