import type { Expr } from '../ast';
import { fail } from '../errors';
import { recordFilter } from '../push-down/record-filter';
import { boolean } from './flags';
import { combine } from './logic';
import type { Context, Field, Typed } from './typed';
import { findAggregate } from './walk';

/** A condition where unknown counts as false. */
export function filterSql(condition: Expr, cx: Context, what: string): string {
  return filterTerm(condition, cx, what).sql;
}
function filterTerm(condition: Expr, cx: Context, what: string): Typed {
  if (condition.node === 'and' || condition.node === 'or') return combine(condition.node === 'and' ? 'AND' : 'OR', condition.terms.map((term) => filterTerm(term, cx, 'Logical expression term')), true);
  return boolean(cx.env.expr(condition, cx), condition.span, what);
}

/** WHERE over `fields`: what it says of the scans below is remembered for them. */
export function whereSql(where: Expr, cx: Context, fields: readonly Field[]): string {
  const bad = findAggregate(where);
  if (bad) fail('EXPRESSION_NOT_SCALAR', 'WHERE clause cannot contain aggregations, window functions or grouping operations', bad.span);
  const sql = filterSql(where, cx, 'WHERE clause');
  recordFilter(where, cx, fields);
  return sql;
}
