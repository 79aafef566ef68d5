import { toLogicalType, fromLogicalType } from '@/lib/model/iceberg';
import { typeText } from '@/lib/model/values/type-text';
import type { Column } from '@/lib/model/values/types';
import type { Change } from '../ast';
import { castTo } from '../emit/cast';
import { fail } from '../errors';
import { typed, type Env, type TypedQuery } from './typed';
import { nullSql, placesOf, storable, stored, targetOf, typeList, type Written } from './written';

/** INSERT: the query's columns in the places of the target's, each brought to the type that is stored there. */
export function analyzeInsert(change: Extract<Change, { node: 'insert' }>, env: Env): Written {
  const target = targetOf(change.target, env);
  const places = change.columns === null
    ? target.columns.map((_, at) => at)
    : placesOf(change.columns, target, (name) => `Insert column name does not exist in target table: ${name}`, (name) => `Insert column name is specified more than once: ${name}`);
  const query = env.query(change.query, null, new Map());
  const columns = places.map((at) => target.columns[at]!);
  if (!storable(query.fields.map(({ type }) => type), columns)) {
    return fail('TYPE_MISMATCH', `Insert query has mismatched column types: Table: [${typeList(columns.map(({ type }) => type))}], Query: [${typeList(query.fields.map(({ type }) => type))}]`, change.span);
  }
  const alias = env.alias();
  const cells = target.columns.map((column, at) => {
    const from = places.indexOf(at);
    return `${from < 0 ? nullSql(column.type) : stored(typed(query.fields[from]!.type, `${alias}.c${from}`), column, change.span)} AS c${at}`;
  });
  return {
    sql: `SELECT ${cells.join(', ')} FROM (${query.sql}) AS ${alias}`, columns: target.columns, ordered: query.ordered,
    write: { kind: 'rows', target: target.index, omitted: target.columns.filter((_, at) => !places.includes(at)).map(({ name }) => name) },
  };
}

/** CREATE TABLE AS: the columns of the new table, named by the statement or the query, with the types that it can store. */
export function analyzeTableAs(change: Extract<Change, { node: 'table-as' }>, env: Env): Written {
  const query = env.query(change.query, null, new Map());
  if (change.columns && change.columns.length !== query.fields.length) return fail('MISMATCHED_COLUMN_ALIASES', `Column alias list has ${change.columns.length} entries but relation has ${query.fields.length} columns`, change.columns[0]!.span);
  const names = namesOf(change, query);
  const columns = query.fields.map(({ type }, i): Column => {
    if (type.kind === 'unknown') return fail('COLUMN_TYPE_UNKNOWN', `Column type is unknown: ${names[i]}`, change.query.span);
    const kept = fromLogicalType(type, change.formatVersion);
    const shown = kept && toLogicalType(kept);
    return { name: names[i]!, type: shown ?? fail('NOT_SUPPORTED', `Type not supported for Iceberg: ${typeText(type)}`, change.query.span) };
  });
  const alias = env.alias();
  const cells = columns.map((column, i) => `${castTo(typed(query.fields[i]!.type, `${alias}.c${i}`), column.type, change.query.span).sql} AS c${i}`);
  return { sql: `SELECT ${cells.join(', ')} FROM (${query.sql}) AS ${alias}`, columns, ordered: query.ordered, write: { kind: 'table' } };
}

/** Names are lower case, as Trino makes them. */
function namesOf(change: Extract<Change, { node: 'table-as' }>, query: TypedQuery): readonly string[] {
  const seen = new Set<string>();
  return query.fields.map((field, i) => {
    const given = change.columns?.[i];
    const name = (given?.value ?? field.name)?.toLowerCase();
    if (name === undefined) return fail('MISSING_COLUMN_NAME', `Column name not specified at position ${i + 1}`, change.query.span);
    if (seen.has(name)) return fail('DUPLICATE_COLUMN_NAME', `Column name '${name}' specified more than once`, given?.span ?? change.query.span);
    seen.add(name);
    return name;
  });
}
