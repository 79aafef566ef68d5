import { typeText } from '@/lib/model/values/type-text';
import type { Relation, TableName } from '../ast';
import { castTo } from '../emit/cast';
import { compareSql } from '../emit/compare';
import { carrier } from '../emit/text';
import { fail, refuse } from '../errors';
import { BIGINT, commonType } from '../types/coercion';
import { recordFilter } from '../push-down/record-filter';
import { filterSql } from './filter';
import { type Context, type Env, type Field, identifierKey, type NamedQueries, type Scope, type Typed, type TypedQuery, typed } from './typed';

/** FROM as SQL with the fields that it offers; `sql` is null when there is none. */
export interface From {
  readonly sql: string | null;
  readonly fields: readonly Field[];
}

export function analyzeFrom(relations: readonly Relation[], env: Env, outer: Scope | null, named: NamedQueries): From {
  let all: From = { sql: null, fields: [] };
  for (const relation of relations) {
    const next = analyzeRelation(relation, env, outer, named, all.fields);
    all = all.sql === null ? next : { sql: `${all.sql} CROSS JOIN ${next.sql}`, fields: [...all.fields, ...next.fields] };
  }
  return all;
}

/** `left`: fields before it, which LATERAL and UNNEST may read. */
function analyzeRelation(relation: Relation, env: Env, outer: Scope | null, named: NamedQueries, left: readonly Field[]): From {
  switch (relation.node) {
    case 'table': return table(relation.name, env, named);
    case 'query': {
      const around: Scope | null = relation.lateral && left.length > 0 ? { fields: left, parent: outer, remap: null } : outer;
      const query = env.query(relation.query, around, named);
      const from = derived(query, env.alias(), []);
      return relation.lateral && left.length > 0 ? { ...from, sql: `LATERAL ${from.sql}` } : from;
    }
    case 'unnest': return unnest(relation, env, outer, named, left);
    case 'alias': return aliased(relation, analyzeRelation(relation.relation, env, outer, named, left));
    case 'join': return join(relation, env, outer, named, left);
  }
}

function table(name: TableName, env: Env, named: NamedQueries): From {
  const qualifier = name.parts.map(identifierKey);
  const mention = env.mentions.get(name);
  if (mention === undefined) return derived(named.get(qualifier[0]!)!, env.alias(), qualifier);
  const relation = env.relations.get(mention.index);
  if (relation === undefined) return fail('TABLE_NOT_FOUND', `Table '${[mention.catalog, mention.schema, mention.table].filter((part) => part !== null).join('.')}' does not exist`, name.span);
  const alias = `scan_${mention.index}`;
  const used = new Set<number>();
  env.scans.set(mention.index, { used, limit: null });
  const fields = relation.columns.map((column, position): Field => {
    const value: Typed = {
      type: column.type,
      // read when the column is: what nobody names is not scanned
      get sql() {
        used.add(position);
        carrier(column.type);
        return `${alias}.c${position}`;
      },
      fails: false,
      column: { scan: mention.index, position, nullable: false },
    };
    return { name: column.name, qualifier, value };
  });
  return { sql: alias, fields };
}

function derived(query: TypedQuery, alias: string, qualifier: readonly string[]): From {
  return {
    sql: `(${query.sql}) AS ${alias}`,
    fields: query.fields.map((field, i) => ({ name: field.name, qualifier, value: { type: field.type, sql: `${alias}.c${i}`, fails: false, ...(field.column ? { column: field.column } : {}) } })),
  };
}

function aliased(relation: Extract<Relation, { node: 'alias' }>, from: From): From {
  const { columns, alias } = relation;
  if (columns && columns.length !== from.fields.length) return fail('MISMATCHED_COLUMN_ALIASES', `Column alias list has ${columns.length} entries but '${alias.value}' has ${from.fields.length} columns available`, relation.span);
  return { sql: from.sql, fields: from.fields.map((field, i) => ({ name: columns ? columns[i]!.value : field.name, qualifier: [identifierKey(alias)], value: field.value })) };
}

function join(relation: Extract<Relation, { node: 'join' }>, env: Env, outer: Scope | null, named: NamedQueries, before: readonly Field[]): From {
  const left = analyzeRelation(relation.left, env, outer, named, before);
  const lateral = isLateral(relation.right);
  const right = analyzeRelation(relation.right, env, outer, named, lateral ? [...before, ...left.fields] : before);
  const leftFields = relation.type === 'RIGHT' || relation.type === 'FULL' ? left.fields.map(optional) : left.fields;
  const rightFields = relation.type === 'LEFT' || relation.type === 'FULL' ? right.fields.map(optional) : right.fields;
  const fields = [...leftFields, ...rightFields];
  if (relation.type === 'CROSS') return { sql: `${left.sql} CROSS JOIN ${parenthesized(relation.right, right.sql!)}`, fields };
  if (lateral) checkLateralJoin(relation, isUnnest(relation.right));
  if (relation.using) return using(relation, { ...left, fields: leftFields }, { ...right, fields: rightFields });
  const cx: Context = { env, scope: { fields, parent: outer, remap: null }, named, lambda: new Map(), grouped: null, clause: 'JOIN clause', windows: null, outputs: null };
  const on = filterSql(relation.on!, cx, 'JOIN ON clause');
  // rows of the optional side that fail the condition are those that it would find no partner for
  if (relation.type === 'INNER') recordFilter(relation.on!, cx, fields);
  if (relation.type === 'LEFT') recordFilter(relation.on!, cx, right.fields);
  if (relation.type === 'RIGHT') recordFilter(relation.on!, cx, left.fields);
  return { sql: `${left.sql} ${relation.type} JOIN ${parenthesized(relation.right, right.sql!)} ON ${on}`, fields };
}

/** A field of the side of an outer join that may be missing. Its SQL is asked for only when it is used. */
function optional(field: Field): Field {
  const { value } = field;
  if (!value.column) return field;
  const { column } = value;
  return { ...field, value: { type: value.type, get sql() { return value.sql; }, fails: value.fails, column: { ...column, nullable: true } } };
}

const isUnnest = (relation: Relation): boolean => (relation.node === 'alias' ? isUnnest(relation.relation) : relation.node === 'unnest');
const isLateral = (relation: Relation): boolean => (relation.node === 'alias' ? isLateral(relation.relation) : relation.node === 'unnest' || (relation.node === 'query' && relation.lateral));
const isJoin = (relation: Relation): boolean => (relation.node === 'alias' ? isJoin(relation.relation) : relation.node === 'join');
const parenthesized = (relation: Relation, sql: string): string => (isJoin(relation) ? `(${sql})` : sql);

function checkLateralJoin(relation: Extract<Relation, { node: 'join' }>, unnested: boolean): void {
  const always = relation.on?.node === 'boolean' && relation.on.value;
  if (relation.type === 'RIGHT' || relation.type === 'FULL') return refuse(`${relation.type} JOIN with LATERAL or UNNEST`, relation.span);
  if (!always && unnested && relation.type !== 'INNER') fail('NOT_SUPPORTED', `${relation.type} JOIN involving UNNEST is only supported with condition ON TRUE`, relation.on?.span ?? relation.span);
  if (!always && unnested) refuse('JOIN UNNEST with a condition', relation.on?.span ?? relation.span);
}

/** USING: the named columns once and first, without a qualifier, then the others of both sides. */
function using(relation: Extract<Relation, { node: 'join' }>, left: From, right: From): From {
  const merged: Field[] = [];
  const terms: string[] = [];
  const gone = new Set<Field>();
  for (const id of relation.using!) {
    const find = (side: From, what: string): Field => {
      const hits = side.fields.filter((field) => field.name?.toLowerCase() === identifierKey(id));
      if (hits.length === 0) return fail('COLUMN_NOT_FOUND', `Column '${id.value}' is missing from ${what} side of join`, id.span);
      return hits.length > 1 ? fail('AMBIGUOUS_NAME', `Column '${id.value}' is ambiguous`, id.span) : hits[0]!;
    };
    const [l, r] = [find(left, 'left'), find(right, 'right')];
    const type = commonType(l.value.type, r.value.type) ?? fail('TYPE_MISMATCH', `Column types of left and right side of join are not compatible: ${typeText(l.value.type)}, ${typeText(r.value.type)}`, id.span);
    const [x, y] = [castTo(l.value, type, id.span), castTo(r.value, type, id.span)];
    terms.push(compareSql('=', x, y));
    gone.add(l).add(r);
    merged.push({ name: id.value, qualifier: [], value: typed(type, relation.type === 'RIGHT' ? y.sql : relation.type === 'FULL' ? `COALESCE(${x.sql}, ${y.sql})` : x.sql) });
  }
  const rest = [...left.fields, ...right.fields].filter((field) => !gone.has(field));
  return { sql: `${left.sql} ${relation.type} JOIN ${parenthesized(relation.right, right.sql!)} ON ${terms.join(' AND ')}`, fields: [...merged, ...rest] };
}

/** UNNEST of arrays and maps side by side, short ones filled with NULL; arrays of rows give a column a field. */
function unnest(relation: Extract<Relation, { node: 'unnest' }>, env: Env, outer: Scope | null, named: NamedQueries, left: readonly Field[]): From {
  // the lists are written into a subquery, to which the fields before it are columns from around
  const around: Scope | null = left.length > 0 ? { fields: left, parent: outer, remap: null } : outer;
  const cx: Context = { env, scope: { fields: [], parent: around, remap: null }, named, lambda: new Map(), grouped: null, clause: 'UNNEST', windows: null, outputs: null };
  const alias = env.alias();
  const lists: string[] = [];
  const fields: Field[] = [];
  const field = (type: Typed['type'], sql: string): void => void fields.push({ name: null, qualifier: [], value: typed(type, sql) });
  for (const arg of relation.args) {
    const value = env.expr(arg, cx);
    if (value.subquery) return refuse('UNNEST of a subquery', arg.span);
    if (value.type.kind === 'map') {
      field(value.type.key, `${alias}.e${lists.push(`map_keys(${value.sql})`) - 1}`);
      field(value.type.value, `${alias}.e${lists.push(`map_values(${value.sql})`) - 1}`);
    } else if (value.type.kind === 'array') {
      const element = value.type.element;
      const name = `${alias}.e${lists.push(value.sql) - 1}`;
      if (element.kind === 'row') for (const [i, part] of element.fields.entries()) field(part.type, `struct_extract(${name}, 'f${i + 1}')`);
      else field(element, name);
      if (element.kind === 'row') fields.splice(-element.fields.length, element.fields.length, ...fields.slice(-element.fields.length).map((f, i) => ({ ...f, name: element.fields[i]!.name })));
    } else return fail('INVALID_FUNCTION_ARGUMENT', `Cannot unnest type: ${typeText(value.type)}`, arg.span);
  }
  const columns = lists.map((list, i) => `unnest(${list}) AS e${i}`);
  if (relation.ordinality) {
    columns.push(`unnest(range(1, CAST(greatest(${lists.map((list) => `COALESCE(len(${list}), 0)`).join(', ')}) AS BIGINT) + 1)) AS n`);
    field(BIGINT, `${alias}.n`);
  }
  return { sql: `${left.length > 0 ? 'LATERAL ' : ''}(SELECT ${columns.join(', ')}) AS ${alias}`, fields };
}

