import { typeText } from '@/lib/model/values/type-text';
import type { Expr, Select, SelectItem, SortItem } from '../ast';
import { fieldOf } from '../emit/nested';
import { fail, refuse } from '../errors';
import { isComparable } from '../types/coercion';
import { whereSql } from './filter';
import { boolean } from './flags';
import { groupRows, needsGrouping } from './grouping';
import { analyzeFrom } from './relation';
import { chainOf } from './scope';
import { type ColumnSource, type Context, type Env, type Field, identifierKey, type NamedQueries, type Scope, type Typed, type TypedQuery } from './typed';
import { findGroupAggregate, findWindow } from './walk';
import { orderable, sortSql } from './window';

interface Output {
  readonly name: string | null;
  readonly value: Typed;
}

/** SELECT … with its ORDER BY, whose keys may be output columns or anything that the select list could read. */
export function analyzeSelect(select: Select, orderBy: readonly SortItem[], env: Env, outer: Scope | null, named: NamedQueries): TypedQuery {
  const from = analyzeFrom(select.from, env, outer, named);
  const scope: Scope = { fields: from.fields, parent: outer, remap: null };
  const windows = new Map(select.windows.map((w) => [identifierKey(w.name), w.spec]));
  const rows: Context = { env, scope, named, lambda: new Map(), grouped: null, clause: 'WHERE clause', windows: null, outputs: null };
  const where = select.where ? whereSql(select.where, rows, from.fields) : null;
  const source = `${from.sql === null ? '' : `FROM ${from.sql}`}${where === null ? '' : ` WHERE ${where}`}`;

  const stage = needsGrouping(select, orderBy) ? groupRows(select, rows, positions(select.items)) : null;
  const cx: Context = { ...rows, scope: stage?.scope ?? scope, grouped: stage?.grouped ?? null, clause: 'SELECT', windows };
  const outputs = select.items.flatMap((item) => expand(item, cx, from.fields));
  const having = select.having ? boolean(env.expr(select.having, { ...cx, windows: null, clause: 'HAVING clause' }), select.having.span, 'HAVING clause') : null;
  for (const [i, output] of outputs.entries()) if (select.distinct && !isComparable(output.value.type)) fail('TYPE_MISMATCH', `DISTINCT can only be applied to comparable types (actual: ${typeText(output.value.type)})`, select.items[i]?.span ?? null);

  const sort = orderBy.map((item) => sortKey(item, outputs, cx, select.distinct));
  const grouped = stage ? `FROM (${stage.sql(source)}) AS ${stage.alias}${having ? ` WHERE ${having.sql}` : ''}` : source;
  const columns = outputs.map((output, i) => `${output.value.sql} AS c${i}`);
  // fewer rows below would change what groups, windows and DISTINCT see
  const plain = stage === null && !select.distinct && findWindow([select.items, orderBy]) === null;
  const fields = outputs.map((output) => ({ name: output.name, type: output.value.type, column: plain ? plainColumn(output.value) : null }));
  const hidden = sort.filter((key) => key.column === null);
  if (orderBy.length === 0) return { sql: `SELECT ${select.distinct ? 'DISTINCT ' : ''}${columns.join(', ')} ${grouped}`.trimEnd(), fields, ordered: false };
  const alias = env.alias();
  const keys = sort.map((key, i) => sortSql(key.column === null ? `${alias}.s${hidden.indexOf(key)}` : `${alias}.c${key.column}`, orderBy[i]!));
  const inner = `SELECT ${select.distinct ? 'DISTINCT ' : ''}${[...columns, ...hidden.map((key, i) => `${key.sql} AS s${i}`)].join(', ')} ${grouped}`;
  return { sql: `SELECT ${outputs.map((_, i) => `${alias}.c${i}`).join(', ')} FROM (${inner}) AS ${alias} ORDER BY ${keys.join(', ')}`, fields, ordered: true };
}

const plainColumn = (value: Typed): ColumnSource | null => value.column ?? null;

/** GROUP BY 2 means the second item of the list. */
function positions(items: readonly SelectItem[]): ReadonlyMap<number, Expr> {
  const found = new Map<number, Expr>();
  if (items.some((item) => item.node === 'all')) return found;
  for (const [i, item] of items.entries()) if (item.node === 'expr') found.set(i + 1, item.value);
  return found;
}

function expand(item: SelectItem, cx: Context, fields: readonly Field[]): readonly Output[] {
  if (item.node === 'expr') {
    const value = cx.env.expr(item.value, cx);
    return [{ name: item.alias?.value ?? impliedName(item.value), value }];
  }
  const named = (outputs: readonly Output[]): readonly Output[] => {
    if (item.aliases === null) return outputs;
    if (item.aliases.length !== outputs.length) return fail('MISMATCHED_COLUMN_ALIASES', `Column alias list has ${item.aliases.length} entries but relation has ${outputs.length} columns`, item.span);
    return outputs.map((output, i) => ({ ...output, name: item.aliases![i]!.value }));
  };
  const read = (field: Field): Output => ({ name: field.name, value: cx.scope.remap ? cx.scope.remap(field.value, item.span, field.name ?? '') : field.value });
  if (item.base === null) {
    if (fields.length === 0) return fail('COLUMN_NOT_FOUND', 'SELECT * not allowed in queries without FROM clause', item.span);
    return named(fields.map(read));
  }
  const chain = chainOf(item.base);
  const prefix = chain?.map(identifierKey);
  const under = prefix ? fields.filter((field) => prefix.length <= field.qualifier.length && prefix.every((part, i) => field.qualifier[field.qualifier.length - prefix.length + i] === part)) : [];
  if (under.length > 0) return named(under.map(read));
  if (chain && prefix && prefix.length === 1 && !fields.some((field) => field.name?.toLowerCase() === prefix[0])) {
    return fail('TABLE_NOT_FOUND', `Unable to resolve reference ${chain.map((id) => id.value).join('.')}`, item.base.span);
  }
  const row = cx.env.expr(item.base, cx);
  if (row.type.kind !== 'row') return fail('TYPE_MISMATCH', 'Expected expression of type Row', item.base.span);
  return named(row.type.fields.map((field, i) => ({ name: field.name, value: fieldOf(row, i) })));
}

/** The name that an output column has by itself: its own, spelled as it was mentioned. */
function impliedName(e: Expr): string | null {
  if (e.node === 'name') return e.name.value;
  return e.node === 'dereference' && chainOf(e) ? e.field.value : null;
}

interface SortKey {
  /** index of the output column that is the key, or null when `sql` is computed beside them */
  readonly column: number | null;
  readonly sql: string;
}

function sortKey(item: SortItem, outputs: readonly Output[], cx: Context, distinct: boolean): SortKey {
  const e = item.value;
  if (e.node === 'integer') {
    const at = Number(e.text);
    const output = outputs[at - 1] ?? fail('INVALID_COLUMN_REFERENCE', `ORDER BY position ${e.text} is not in select list`, e.span);
    orderable(output.value, item);
    return { column: at - 1, sql: output.value.sql };
  }
  const value = orderable(cx.env.expr(e, { ...cx, outputs: outputNames(outputs), clause: 'ORDER BY clause' }), item);
  const at = outputs.findIndex((output) => output.value.sql === value.sql);
  if (at < 0 && distinct) return fail('EXPRESSION_NOT_IN_DISTINCT', 'For SELECT DISTINCT, ORDER BY expressions must appear in select list', e.span);
  if (value.subquery && findGroupAggregate(e)) return refuse('ORDER BY a subquery over groups', e.span);
  return { column: at < 0 ? null : at, sql: value.sql };
}

/** ORDER BY sees the output columns first, then what the select list sees. */
function outputNames(outputs: readonly Output[]): ReadonlyMap<string, Typed | null> {
  const names = new Map<string, Typed | null>();
  for (const { name, value } of outputs) {
    if (name === null) continue;
    const key = name.toLowerCase();
    const seen = names.get(key);
    names.set(key, seen === undefined || seen?.sql === value.sql ? value : null);
  }
  return names;
}
