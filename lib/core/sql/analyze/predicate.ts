import { typeText } from '@/lib/model/values/type-text';
import type { LogicalType } from '@/lib/model/values/types';
import type { Span } from '@/lib/ports/parser/port';
import type { Expr } from '../ast';
import { castTo } from '../emit/cast';
import { compareSql, distinctSql } from '../emit/compare';
import { likeSql } from '../emit/like';
import { fail } from '../errors';
import { BOOLEAN, commonType, isComparable, isFloat, isOrderable } from '../types/coercion';
import { type Context, trapped, type Typed } from './typed';

type Predicate = Extract<Expr, { node: 'compare' | 'between' | 'in-list' | 'like' | 'is-null' | 'distinct-from' }>;

const flags = (...values: readonly Typed[]) => ({ type: BOOLEAN, fails: values.some((v) => v.fails), ...trapped(values) });

export function analyzePredicate(e: Predicate, cx: Context): Typed {
  const at = (x: Expr): Typed => cx.env.expr(x, cx);
  switch (e.node) {
    case 'compare': return compare(e.op, at(e.left), at(e.right), e.opSpan);
    case 'is-null': {
      const value = at(e.value);
      return { ...flags(value), sql: `(${value.sql} IS ${e.negated ? 'NOT ' : ''}NULL)` };
    }
    case 'distinct-from': {
      const [a, b] = pair('IS DISTINCT FROM', at(e.left), at(e.right), e.opSpan);
      return { ...flags(a, b), sql: distinctSql(a, b, e.negated) };
    }
    case 'between': return between(e, at(e.value), at(e.low), at(e.high));
    case 'in-list': return inList(e, at(e.value), e.items.map(at));
    case 'like': return like(e, at(e.value), at(e.pattern), e.escape ? at(e.escape) : null);
  }
}

/** Two values brought to their common type, which must have the operator. */
export function pair(op: string, a: Typed, b: Typed, span: Span): readonly [Typed, Typed] {
  const common = commonType(a.type, b.type);
  const ordered = op === '<' || op === '<=' || op === '>' || op === '>=';
  if (common === null || !(ordered ? isOrderable(common) : isComparable(common))) return fail('TYPE_MISMATCH', `Cannot apply operator: ${typeText(a.type)} ${op} ${typeText(b.type)}`, span);
  return [castTo(a, common, span), castTo(b, common, span)];
}

export function compare(op: '=' | '<>' | '<' | '<=' | '>' | '>=', a: Typed, b: Typed, span: Span): Typed {
  const [x, y] = pair(op, a, b, span);
  return { ...flags(x, y), sql: compareSql(op, x, y) };
}

function between(e: Extract<Expr, { node: 'between' }>, value: Typed, low: Typed, high: Typed): Typed {
  const common = [low, high].reduce<LogicalType | null>((type, next) => type && commonType(type, next.type), value.type);
  if (common === null || !isOrderable(common)) return fail('TYPE_MISMATCH', `Cannot check if ${typeText(value.type)} is BETWEEN ${typeText(low.type)} and ${typeText(high.type)}`, e.opSpan);
  const [v, l, h] = [value, low, high].map((x) => castTo(x, common, e.opSpan)) as [Typed, Typed, Typed];
  const plain = !isFloat(common) || (l.nan === false && h.nan === false);
  const ordered = common.kind === 'array' || common.kind === 'row' || common.kind === 'uuid' || !plain;
  const sql = ordered ? `(${compareSql('>=', v, l)} AND ${compareSql('<=', v, h)})` : `(${v.sql} BETWEEN ${l.sql} AND ${h.sql})`;
  return { ...flags(v, l, h), sql: e.negated ? `(NOT ${sql})` : sql };
}

function inList(e: Extract<Expr, { node: 'in-list' }>, value: Typed, items: readonly Typed[]): Typed {
  let common: LogicalType = value.type;
  for (const [i, item] of items.entries()) {
    const next = commonType(common, item.type);
    if (next === null || !isComparable(next)) return fail('TYPE_MISMATCH', `IN value and list items must be the same type: ${typeText(value.type)}`, e.items[i]!.span);
    common = next;
  }
  const v = castTo(value, common, e.span);
  const all = items.map((item) => castTo(item, common, e.span));
  const nested = common.kind === 'array' || common.kind === 'row' || common.kind === 'map';
  const plain = !nested && (!isFloat(common) || all.every((item) => item.nan === false));
  const sql = plain ? `(${v.sql} IN (${all.map((item) => item.sql).join(', ')}))` : `(${all.map((item) => compareSql('=', v, item)).join(' OR ')})`;
  return { ...flags(v, ...all), sql: e.negated ? `(NOT ${sql})` : sql };
}

function like(e: Extract<Expr, { node: 'like' }>, value: Typed, pattern: Typed, escape: Typed | null): Typed {
  const text = (t: Typed, span: Span, what: string, char = false): void => {
    if (t.type.kind !== 'varchar' && t.type.kind !== 'unknown' && !(char && t.type.kind === 'char')) fail('TYPE_MISMATCH', `${what} expression must evaluate to a varchar (actual: ${typeText(t.type)})`, span);
  };
  text(value, e.value.span, 'Left side of LIKE', true);
  text(pattern, e.pattern.span, 'Pattern for LIKE');
  if (escape) text(escape, e.escape!.span, 'Escape for LIKE');
  const made = likeSql(value, pattern, escape, e.span);
  return { ...flags(value, pattern), fails: value.fails || pattern.fails || made.fails, sql: e.negated ? `(NOT ${made.sql})` : made.sql };
}
