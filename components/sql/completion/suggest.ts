import type { EditorSuggestion } from '@/components/editor/completion';
import { sqlIdentifier } from '@/lib/model/sql-name';
import { scopeAt, type Scope, type ScopeSource } from './scope';
import { statementForms } from './statement-forms';

export interface KnownColumn {
  readonly name: string;
  readonly type: string;
  readonly partition: boolean;
}
export interface KnownTable {
  readonly catalog: string;
  /** levels joined by a point */
  readonly namespace: string;
  /** levels as an address names them */
  readonly path: string;
  readonly name: string;
}

/** What is known of the lake without asking anybody: completion never waits. */
export interface Known {
  readonly catalog: string | null;
  /** levels joined by a point */
  readonly schema: string | null;
  /** false while names are still being loaded */
  readonly ready: boolean;
  readonly tables: readonly KnownTable[];
  readonly functions: readonly { readonly name: string; readonly signature: string }[];
  readonly keywords: readonly string[];
  /** columns of a table, or null while they are not loaded; asking starts the loading */
  columns(table: KnownTable): readonly KnownColumn[] | null;
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** Everything that may stand at `cursor` in `statement`, best first; the editor filters by what is typed. */
export function suggest(statement: string, cursor: number, known: Known): readonly EditorSuggestion[] {
  const scope = scopeAt(statement, cursor);
  const { wanted } = scope;
  switch (wanted.kind) {
    case 'nothing': return [];
    case 'table': return tablesFor(wanted.qualifier, scope, known);
    case 'member': return members(wanted.qualifier, scope, known);
    case 'expression': return [
      ...statementForms(statement, cursor),
      ...scope.sources.flatMap((source) => columnsOf(source, known, scope.sources.length > 1)),
      ...scope.sources.filter((source) => source.alias !== '').map((source): EditorSuggestion => ({ kind: 'source', label: source.alias, insert: sqlIdentifier(source.alias), detail: source.name.join('.') || 'subquery', rank: 2 })),
      ...known.functions.map((each): EditorSuggestion => ({ kind: 'function', label: each.name, insert: `${each.name}(`, detail: each.signature, rank: 3 })),
      ...known.keywords.map((word): EditorSuggestion => ({ kind: 'keyword', label: word, insert: word, detail: '', rank: 4 })),
    ];
  }
}

/** The table that a written name means, by the session's catalog and schema. */
export function resolve(name: readonly string[], known: Known): KnownTable | undefined {
  const parts = name.length === 3 ? name : name.length === 2 ? [known.catalog ?? '', ...name] : [known.catalog ?? '', known.schema ?? '', ...name];
  const [catalog = '', namespace = '', table = ''] = parts;
  return known.tables.find((each) => same(each.catalog, catalog) && same(each.namespace, namespace) && same(each.name, table));
}

function columnsOf(source: ScopeSource, known: Known, qualify: boolean): readonly EditorSuggestion[] {
  const table = source.columns === null ? resolve(source.name, known) : undefined;
  const columns = source.columns?.map((name) => ({ name, type: '', partition: false })) ?? (table ? known.columns(table) : null) ?? [];
  return columns.map((column) => ({
    kind: 'column', label: column.name, insert: sqlIdentifier(column.name), detail: [column.type, column.partition ? 'partition' : '', qualify ? source.alias : ''].filter(Boolean).join(', '), rank: column.partition ? 0 : 1,
  }));
}

function members(qualifier: readonly string[], scope: Scope, known: Known): readonly EditorSuggestion[] {
  const [first = ''] = qualifier;
  const source = qualifier.length === 1 ? scope.sources.find((each) => same(each.alias, first)) : undefined;
  return source ? columnsOf(source, known, false) : tablesFor(qualifier, scope, known);
}

function tablesFor(qualifier: readonly string[], scope: Scope, known: Known): readonly EditorSuggestion[] {
  const [first, second] = qualifier;
  const table = (each: KnownTable, insert: string, rank: number): EditorSuggestion => ({ kind: 'table', label: each.name, insert, detail: `${each.catalog}.${each.namespace}`, rank });
  if (first !== undefined && second !== undefined) return known.tables.filter((each) => same(each.catalog, first) && same(each.namespace, second)).map((each) => table(each, sqlIdentifier(each.name), 0));
  if (first !== undefined) {
    const inSchema = known.tables.filter((each) => same(each.namespace, first) && same(each.catalog, known.catalog ?? each.catalog));
    const inCatalog = unique(known.tables.filter((each) => same(each.catalog, first)).map((each) => each.namespace));
    return [...inSchema.map((each) => table(each, sqlIdentifier(each.name), 0)), ...inCatalog.map((name): EditorSuggestion => ({ kind: 'namespace', label: name, insert: sqlIdentifier(name), detail: first, rank: 1 }))];
  }
  const here = (each: KnownTable) => same(each.catalog, known.catalog ?? '') && same(each.namespace, known.schema ?? '');
  return [
    ...scope.ctes.map((cte): EditorSuggestion => ({ kind: 'source', label: cte.alias, insert: sqlIdentifier(cte.alias), detail: 'WITH', rank: 0 })),
    ...known.tables.map((each) => table(each, here(each) ? sqlIdentifier(each.name) : [...(each.catalog === known.catalog ? [] : [each.catalog]), each.namespace, each.name].map(sqlIdentifier).join('.'), here(each) ? 1 : 2)),
    ...unique(known.tables.filter((each) => same(each.catalog, known.catalog ?? each.catalog)).map((each) => each.namespace)).map((name): EditorSuggestion => ({ kind: 'namespace', label: name, insert: sqlIdentifier(name), detail: 'schema', rank: 3 })),
    ...unique(known.tables.map((each) => each.catalog)).map((name): EditorSuggestion => ({ kind: 'namespace', label: name, insert: sqlIdentifier(name), detail: 'catalog', rank: 4 })),
  ];
}

const unique = (names: readonly string[]) => [...new Set(names)];
