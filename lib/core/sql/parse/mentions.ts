import type { SqlSession, TableMention, VersionMention } from '@/lib/ports/parser/port';
import type { Expr, Query, TableName } from '../ast';
import { fail } from '../errors';
import { timestampLiteral, zonedLiteral } from '../types/datetime-literal';

/** Every table that is read in parts of a statement, in order of mention. Names of WITH queries hide tables inside their scope. */
export function findTables(roots: readonly unknown[], session: SqlSession): ReadonlyMap<TableName, TableMention> {
  const found: TableName[] = [];
  collect(roots, new Set(), found);
  found.sort((a, b) => a.span.start - b.span.start);
  return new Map(found.map((name, index) => [name, mentionOf(name, index, session)]));
}

function collectQuery(query: Query, outer: ReadonlySet<string>, found: TableName[]): void {
  const scope = new Set(outer);
  for (const named of query.with) {
    if (query.recursive) scope.add(named.name.value.toLowerCase());
    collectQuery(named.query, scope, found);
    scope.add(named.name.value.toLowerCase());
  }
  for (const part of [query.body, query.orderBy]) collect(part, scope, found);
}

function collect(node: unknown, scope: ReadonlySet<string>, found: TableName[]): void {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) {
    for (const item of node) collect(item, scope, found);
    return;
  }
  const object = node as Record<string, unknown>;
  if ('body' in object && 'with' in object) return collectQuery(object as unknown as Query, scope, found);
  if (object['node'] === 'table') {
    const name = object['name'] as TableName;
    if (name.parts.length > 1 || !scope.has(name.parts[0]!.value.toLowerCase())) found.push(name);
    return;
  }
  for (const [key, value] of Object.entries(object)) if (key !== 'span' && key !== 'opSpan') collect(value, scope, found);
}

/** One table as it was named. */
export function mentionOf(name: TableName, index: number, session: SqlSession): TableMention {
  const parts = name.parts.map((part) => part.value);
  if (parts.length > 3) fail('SYNTAX_ERROR', `Too many dots in table name: ${parts.join('.')}`, name.span);
  const last = parts.at(-1)!;
  const dollar = last.lastIndexOf('$');
  return {
    index,
    span: name.span,
    catalog: parts.length === 3 ? parts[0]! : session.catalog,
    schema: parts.length >= 2 ? parts.at(-2)! : session.schema,
    table: dollar > 0 ? last.slice(0, dollar) : last,
    metadataTable: dollar > 0 ? last.slice(dollar + 1).toLowerCase() : null,
    version: name.version === null ? null : version(name.version.type, name.version.value, session),
  };
}

function version(type: 'TIMESTAMP' | 'VERSION', value: Expr, session: SqlSession): VersionMention {
  if (type === 'VERSION') {
    if (value.node === 'integer') return { kind: 'snapshot', snapshotId: value.text };
    if (value.node === 'typed' && value.typeName === 'bigint' && /^\d+$/.test(value.value)) return { kind: 'snapshot', snapshotId: value.value };
    if (value.node === 'string') return { kind: 'ref', name: value.value };
    return fail('NOT_SUPPORTED', 'FOR VERSION AS OF takes a snapshot id or the name of a branch or tag.', value.span);
  }
  if (value.node === 'current' && value.what === 'timestamp') return { kind: 'timestamp', micros: String(BigInt(session.nowMs) * 1000n) };
  if (value.node === 'typed' && value.typeName === 'timestamp') {
    const literal = zonedLiteral(value.value) ?? timestampLiteral(value.value);
    if (literal) return { kind: 'timestamp', micros: String(literal.picos / 1_000_000n) };
  }
  if (value.node === 'typed' && value.typeName === 'date') {
    const literal = timestampLiteral(`${value.value} 00:00:00`);
    if (literal) return { kind: 'timestamp', micros: String(literal.picos / 1_000_000n) };
  }
  return fail('NOT_SUPPORTED', 'FOR TIMESTAMP AS OF takes a TIMESTAMP or DATE literal, or CURRENT_TIMESTAMP.', value.span);
}
