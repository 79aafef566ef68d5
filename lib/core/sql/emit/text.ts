import type { LogicalType } from '@/lib/model/values/types';
import type { Span } from '@/lib/ports/parser/port';
import { carrierOf } from '../carriers';
import { refuse } from '../errors';

/** A text as a literal of DuckDB. Callers have refused NUL, which no literal can hold. */
export function quote(text: string): string {
  const literal = `'${text.replaceAll("'", "''")}'`;
  // the character that marks the slots of `bind` must not stand in what it fills
  return text.includes('\ue000') ? `(${literal.replaceAll('\ue000', "' || chr(57344) || '")})` : literal;
}

/** The carrier's name in DuckDB; types without one are refused by name. */
export function carrier(type: LogicalType): string {
  return carrierOf(type) ?? refuse(`A value of type ${type.kind}${'precision' in type ? ` with ${type.precision} digits` : ''}`, null);
}

/**
 * An expression that fails with a name of Trino's when it is evaluated: the text `LHC:<NAME>:<message>` and a line feed,
 * cast to BOOLEAN. Not error(), which DuckDB holds for volatile and so refuses inside TRY; the engine's adapter finds the
 * text in what DuckDB says.
 */
export function failure(name: string, message: string, type: string): string {
  return raise(quote(`LHC:${name}:${message}\n`), type);
}
/** The same with a message computed in SQL. */
export function failureOf(name: string, messageSql: string, type: string): string {
  return raise(`'LHC:${name}:' || ${messageSql} || chr(10)`, type);
}
/** An expression that refuses a value when it meets one: NOT_SUPPORTED with the place in the text that was sent. */
export function refusal(what: string, span: Span | null, type: string): string {
  return raise(quote(`LHC:NOT_SUPPORTED${span ? `@${span.line}:${span.column}` : ''}:${what} is not available on the embedded engine yet.\n`), type);
}
function raise(text: string, type: string): string {
  // casts alone: a constant condition of a CASE is computed while DuckDB simplifies, whether its branch is taken or not
  return type === 'BOOLEAN' ? `CAST(${text} AS BOOLEAN)` : `CAST(CAST(CAST(${text} AS BOOLEAN) AS VARCHAR) AS ${type})`;
}

/** SQL that may stand more than once without being computed at any length: names, literals and fields of names. */
export function isCheap(sql: string): boolean {
  return sql.length < 60 && /^(?:[a-z0-9_.\ue000\ue001]+|'(?:[^']|'')*'|CAST\((?:'(?:[^']|'')*'|-?[0-9.e+]+|NULL|[a-z0-9_.]+) AS [A-Z0-9_(), ]+\))$/.test(sql);
}

const COLUMN = /\b(?:r|scan_)\d+\.\w+/;
/** A column of an outer query, which analyze/scope.ts writes in parentheses of its own. */
const OUTER_COLUMN = /(?<!\w)\((?:r|scan_)\d+\.\w+\)/;
/** Whether SQL names a column. */
export const readsColumn = (sql: string): boolean => COLUMN.test(sql);

/** Stands for the name of a value while the body of a bind is written; the depth keeps binds within binds apart. */
const slot = (depth: number): string => `\ue000${depth}\ue001`;
let depth = 0;
/**
 * `body` over values that stand in it more than once, each computed once: through a one-element list, since SQL has no
 * let. Cheap values are repeated instead. A body must not hold subqueries. The name is made from what it must not hide, so
 * that the same expression always becomes the same text.
 */
export function bind(values: readonly string[], body: (names: readonly string[]) => string): string {
  // a lambda over a list that holds a column from around the query sees no other column at all
  const correlated = values.some((value) => OUTER_COLUMN.test(value));
  const dear = values.map((value) => !isCheap(value) || (correlated && COLUMN.test(value)));
  const count = dear.filter(Boolean).length;
  if (count === 0) return body(values);
  const single = count === 1;
  const own = slot(depth);
  depth += 1;
  try {
    const inner = body(values.map((value, i) => (dear[i] ? (single ? own : `${own}.b${i}`) : value)));
    const name = `v${Math.max(0, ...[...inner.matchAll(/\bv(\d+)\b/g)].map((match) => Number(match[1]))) + 1}`;
    const list = single ? values[dear.indexOf(true)]! : `{${values.map((value, i) => (dear[i] ? `'b${i}': ${value}` : null)).filter((field) => field !== null).join(', ')}}`;
    return `list_transform([${list}], lambda ${name}: ${inner.replaceAll(own, name)})[1]`;
  } finally {
    depth -= 1;
  }
}
