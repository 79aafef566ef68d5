import type { Expr } from '../ast';
import { boolean } from './flags';
import { combine } from './logic';
import type { Context, Typed } from './typed';

/** A condition where unknown counts as false. */
export function filterSql(condition: Expr, cx: Context, what: string): string {
  return filterTerm(condition, cx, what).sql;
}
function filterTerm(condition: Expr, cx: Context, what: string): Typed {
  if (condition.node === 'and' || condition.node === 'or') return combine(condition.node === 'and' ? 'AND' : 'OR', condition.terms.map((term) => filterTerm(term, cx, 'Logical expression term')), true);
  return boolean(cx.env.expr(condition, cx), condition.span, what);
}
