import type { ResolvedRelation } from '@/lib/ports/parser/port';
import type { Change, Expr, MergeCase, Relation } from '../ast';
import { fail } from '../errors';
import { recordFilter } from '../push-down/record-filter';
import { BOOLEAN } from '../types/coercion';
import { columnsRead, deltaColumns, deltaList, opSql, rowPlace } from './delta';
import { filterSql } from './filter';
import { analyzeFrom } from './relation';
import { type Context, type Env, type Field, typed, type Typed } from './typed';
import { findAggregate } from './walk';
import { nullSql, placesOf, rowContext, storable, stored, targetOf, typeList, type Written } from './written';

type Merge = Extract<Change, { node: 'merge' }>;

/**
 * MERGE as one SELECT in two steps: the source joined to the target, with the number of the first WHEN whose condition holds; and
 * over those rows what that WHEN makes of each. Rows for which no WHEN holds are left out.
 */
export function analyzeMerge(change: Merge, env: Env): Written {
  const target = targetOf(change.target.name, env);
  const inserts = change.cases.some(({ node }) => node === 'insert');
  const relation: Relation = change.alias ? { node: 'alias', relation: change.target, alias: change.alias, columns: null, span: change.target.span } : change.target;
  const from = analyzeFrom([relation], env, null, new Map());
  const source = analyzeFrom([change.source], env, null, new Map());
  const fields = [...from.fields, ...source.fields];
  const cx = rowContext(env, fields, 'MERGE clause');
  const bad = findAggregate(change.on);
  if (bad) fail('EXPRESSION_NOT_SCALAR', 'JOIN clause cannot contain aggregations, window functions or grouping operations', bad.span);
  const on = filterSql(change.on, cx, 'JOIN ON clause');
  // a source row without a partner is still there when something is to be inserted for it; a target row never is
  recordFilter(change.on, cx, inserts ? from.fields : fields);

  const scan = from.sql!;
  const alias = env.alias();
  const chosen = change.cases.map((one, i) => `WHEN ${holds(one, cx, scan)} THEN ${i}`);
  const carried = new Map<number, string>();
  const later = rowContext(env, fields.map((field, i) => carry(field, i, alias, carried)), 'MERGE clause');
  const values = change.cases.map((one, i) => cellsOf(one, i, target, later));
  const reads = columnsRead(target, env);
  const cells = target.columns.map((column, at) => `CASE ${alias}.k ${values.map((row, i) => `WHEN ${i} THEN ${row === null ? nullSql(column.type) : (row.get(at) ?? kept(change.cases[i]!, at, later, column.type))}`).join(' ')} END`);
  const op = `CASE ${alias}.k ${change.cases.map(({ node }, i) => `WHEN ${i} THEN ${opSql(node)}`).join(' ')} END`;
  const inner = [...rowPlace(scan).map((cell, i) => `${cell} AS p${i}`), `CASE ${chosen.join(' ')} END AS k`, ...[...carried].map(([i, sql]) => `${sql} AS x${i}`)];
  return {
    sql: `SELECT ${deltaList([`${alias}.p0`, `${alias}.p1`, `${alias}.p2`, op, ...cells])} FROM (SELECT ${inner.join(', ')} FROM ${source.sql} ${inserts ? 'LEFT' : 'INNER'} JOIN ${scan} ON ${on}) AS ${alias} WHERE ${alias}.k IS NOT NULL`,
    columns: deltaColumns(target), ordered: false,
    write: { kind: 'delta', target: target.index, operation: 'merge', reads, inserts, changes: change.cases.some(({ node }) => node !== 'insert'), whole: false },
  };
}

/** When a WHEN applies: to a row that has a partner or to one that has none, and its own condition. */
function holds(one: MergeCase, cx: Context, scan: string): string {
  const partner = typed(BOOLEAN, `${scan}.c_file IS ${one.node === 'insert' ? '' : 'NOT '}NULL`);
  if (one.condition === null) return partner.sql;
  return `CASE WHEN ${partner.sql} THEN ${filterSql(scalar(one.condition), cx, 'MERGE WHEN clause')} ELSE false END`;
}

function scalar(e: Expr): Expr {
  const bad = findAggregate(e);
  return bad ? fail('EXPRESSION_NOT_SCALAR', 'MERGE clause cannot contain aggregations, window functions or grouping operations', bad.span) : e;
}

/** A field of the joined rows as the second step reads it; its own SQL is asked for by the first step then. */
function carry(field: Field, index: number, alias: string, carried: Map<number, string>): Field {
  const value: Typed = {
    type: field.value.type,
    get sql() {
      carried.set(index, field.value.sql);
      return `${alias}.x${index}`;
    },
    fails: false,
  };
  return { ...field, value };
}

/** The columns that a WHEN computes, by place; null for one that deletes. */
function cellsOf(one: MergeCase, index: number, target: ResolvedRelation, cx: Context): ReadonlyMap<number, string> | null {
  if (one.node === 'delete') return null;
  const named = one.node === 'update' ? one.set.map(({ column }) => column) : one.columns;
  const exprs = one.node === 'update' ? one.set.map(({ value }) => value) : one.values;
  const places = named === null ? target.columns.map((_, at) => at) : placesOf(named, target, (name) => `Merge column name does not exist in target table: ${name}`, (name) => `Merge column name is specified more than once: ${name}`);
  const values = exprs.map((value) => cx.env.expr(scalar(value), cx));
  const columns = places.map((at) => target.columns[at]!);
  if (!storable(values.map(({ type }) => type), columns)) {
    return fail('TYPE_MISMATCH', `MERGE table column types don't match for MERGE case ${index}, SET expressions: Table: [${typeList(columns.map(({ type }) => type))}], Expressions: [${typeList(values.map(({ type }) => type))}]`, one.span);
  }
  return new Map(places.map((at, i) => [at, stored(values[i]!, target.columns[at]!, exprs[i]!.span)]));
}

/** A column that a WHEN does not name: as it was of a row that is updated, NULL of one that is inserted. */
const kept = (one: MergeCase, at: number, cx: Context, type: ResolvedRelation['columns'][number]['type']): string => (one.node === 'update' ? cx.scope.fields[at]!.value.sql : nullSql(type));
