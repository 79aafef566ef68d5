import { bind } from '../emit/text';
import { BOOLEAN } from '../types/coercion';
import { isTrapped, trapped, type Typed } from './typed';

/**
 * AND and OR that compute a term only where those before it leave the question open: DuckDB reorders terms, so one that
 * can fail is put behind a CASE. `filter`: where unknown counts as false, which spares the three-valued form.
 */
export function combine(op: 'AND' | 'OR', terms: readonly Typed[], filter: boolean): Typed {
  const fails = terms.some((term) => term.fails);
  const rest = { type: BOOLEAN, fails, ...trapped(terms) };
  if (!terms.slice(1).some((term) => term.fails)) return { ...rest, sql: `(${terms.map((term) => term.sql).join(` ${op} `)})` };
  if (filter && op === 'AND') return { ...rest, sql: guardedAnd(terms) };
  const [first, ...others] = terms;
  const next = others.length === 1 ? others[0]! : combine(op, others, filter);
  if (filter) return { ...rest, sql: `CASE WHEN ${first!.sql} THEN true ELSE ${next.sql} END` };
  const stop = op === 'AND' ? 'IS FALSE' : 'IS TRUE';
  const value = op === 'AND' ? 'false' : 'true';
  const lazy = (name: string): string => `CASE WHEN ${name} ${stop} THEN ${value} ELSE (${name} ${op} ${next.sql}) END`;
  return { ...rest, sql: isTrapped(next) || isTrapped(first!) ? lazy(first!.sql) : bind([first!.sql], ([name]) => lazy(name!)) };
}

/** Sure terms stay plain, so that DuckDB can push them down; risky ones come after them, one behind the other. */
function guardedAnd(terms: readonly Typed[]): string {
  const first = terms.findIndex((term) => term.fails);
  const sure = terms.filter((term) => !term.fails).map((term) => term.sql);
  const before = terms.slice(0, first).map((term) => term.sql);
  const chain = terms.filter((term) => term.fails).reduceRight((rest, term) => (rest === '' ? term.sql : `CASE WHEN ${term.sql} THEN ${rest} ELSE false END`), '');
  const guarded = before.length === 0 ? chain : `CASE WHEN ${before.join(' AND ')} THEN ${chain} ELSE false END`;
  return `(${[...sure, guarded].join(' AND ')})`;
}
