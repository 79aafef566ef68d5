import type { Context } from '../analyze/typed';
import type { Expr } from '../ast';
import { isFloat } from '../types/coercion';
import { type OwnColumns, predicateOf } from './predicate-of';

/**
 * Whether the predicate made of a condition says all of it: a row passes the one exactly when it passes the other. Then rows can
 * be told by the files' own statistics alone. Floats are never exact here, since files do not say which of their values are NaN.
 */
export function isExact(e: Expr, cx: Context, own: OwnColumns, negated = false): boolean {
  const predicate = predicateOf(e, cx, own, negated);
  switch (e.node) {
    case 'boolean': return true;
    case 'not': return isExact(e.operand, cx, own, !negated);
    case 'and': case 'or': return e.terms.every((term) => isExact(term, cx, own, negated));
    case 'compare': return predicate.op !== 'true' && !isFloat(cx.env.expr(e.left, cx).type) && !isFloat(cx.env.expr(e.right, cx).type);
    case 'between': return (predicate.op === 'and' || predicate.op === 'or') && predicate.args.length === 2 && !isFloat(cx.env.expr(e.value, cx).type);
    case 'in-list': return predicate.op === 'in' && !isFloat(cx.env.expr(e.value, cx).type);
    case 'is-null': case 'name': return predicate.op !== 'true';
    default: return false;
  }
}
