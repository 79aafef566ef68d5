import type { ParserRuleContext } from 'antlr4ng';
import * as g from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser';
import type { Span, StatementKind, TableMention, WriteKind } from '@/lib/ports/parser/port';
import type { Change, Query, TableName } from '../ast';
import { SqlFailure } from '../errors';
import { readWindow } from './read-call';
import { readChange } from './read-change';
import { readDefinition } from './read-definition';
import { readExpression } from './read-expression';
import { readQuery, readSortItem } from './read-query';
import { readTableName } from './read-relation';
import { readType } from './read-type';
import { type Reader, readIdentifier, readRoot, readString } from './reader';
import type { Tree } from './tree';

/** A statement read: its kind once its tables have their places, and what of it is typed (`query` or `change`). */
export interface ReadStatement {
  readonly verb: string;
  kind(mention: (name: TableName) => TableMention): StatementKind;
  readonly query: Query | null;
  readonly change: Change | null;
  /** parts in which tables are read */
  readonly reads: readonly unknown[];
}

export function readStatement(tree: Tree): ReadStatement {
  const r: Reader = {
    tree,
    expr: (context) => readExpression(r, context),
    query: (context) => readQuery(r, context),
    type: (context) => readType(r, context),
    sortItem: (context) => readSortItem(r, context),
    window: (context) => readWindow(r, context),
  };
  return read(r, tree.root);
}

const only = (verb: string, kind: StatementKind): ReadStatement => ({ verb, kind: () => kind, query: null, change: null, reads: [] });
const of = (verb: string, table: TableName, kind: StatementKind): ReadStatement => ({ ...only(verb, kind), reads: [{ node: 'table', name: table }] });

function read(r: Reader, c: ParserRuleContext): ReadStatement {
  if (c instanceof g.StatementDefaultContext) {
    const query = readRoot(r, c.rootQuery());
    return { verb: query.body.node === 'values' ? 'VALUES' : query.body.node === 'table' ? 'TABLE' : 'SELECT', kind: () => ({ kind: 'query' }), query, change: null, reads: [query] };
  }
  if (c instanceof g.ExplainContext || c instanceof g.ExplainAnalyzeContext) return explained(r, c);
  if (c instanceof g.UseContext) {
    const [a, b] = c.schemaRef().identifier().map((id) => readIdentifier(r, id).value);
    return only('USE', { kind: 'use', catalog: b === undefined ? null : a!, schema: b ?? a! });
  }
  return readShow(r, c) ?? readWriting(r, c) ?? refused(r, c);
}

function readWriting(r: Reader, c: ParserRuleContext): ReadStatement | null {
  const change = readChange(r, c);
  if (change) {
    const kind = (mention: (name: TableName) => TableMention): StatementKind => (change.node === 'insert' ? { kind: 'insert', target: mention(change.target), columns: change.columns?.map((id) => id.value) ?? null } : { kind: change.node, target: mention(change.target.name) });
    return { verb: change.node.toUpperCase(), kind, query: null, change, reads: [change] };
  }
  const definition = readDefinition(r, c);
  return definition && { verb: verbOf(c), kind: definition.kind, query: null, change: definition.change, reads: [definition.change, ...definition.likes] };
}

function explained(r: Reader, c: g.ExplainContext | g.ExplainAnalyzeContext): ReadStatement {
  const analyze = c instanceof g.ExplainAnalyzeContext;
  const verb = analyze ? 'EXPLAIN ANALYZE' : 'EXPLAIN';
  const inner = read(r, c.statement());
  const kind = (mention: (name: TableName) => TableMention): StatementKind => {
    const explains = inner.kind(mention);
    if (explains.kind === 'query') return { kind: 'explain', analyze, of: null };
    const write = isWrite(explains) ? explains : null;
    return write && !analyze ? { kind: 'explain', analyze, of: write } : unsupportedKind(`${verb} of this statement is not available yet.`, r.tree.span(c));
  };
  return { ...inner, verb, kind };
}

const CANNOT_WRITE: ReadonlySet<string> = new Set(['query', 'explain', 'use', 'unsupported']);
const isWrite = (kind: StatementKind): kind is WriteKind => !CANNOT_WRITE.has(kind.kind) && !kind.kind.startsWith('show-');

function readShow(r: Reader, c: ParserRuleContext): ReadStatement | null {
  const like = (show: { _pattern?: g.StringContext; _escape?: g.StringContext }) => ({
    like: show._pattern ? readString(r, show._pattern) : null,
    escape: show._escape ? readString(r, show._escape) : null,
  });
  const name = (ids: readonly g.IdentifierContext[] | undefined): readonly string[] => (ids ?? []).map((id) => readIdentifier(r, id).value);
  if (c instanceof g.ShowCatalogsContext) return only('SHOW CATALOGS', { kind: 'show-catalogs', ...like(c) });
  if (c instanceof g.ShowSchemasContext) return only('SHOW SCHEMAS', { kind: 'show-schemas', catalog: name(c.catalogRef() ? [c.catalogRef()!.identifier()] : [])[0] ?? null, ...like(c) });
  if (c instanceof g.ShowTablesContext) {
    const parts = name(c.schemaRef()?.identifier());
    return only('SHOW TABLES', { kind: 'show-tables', catalog: parts.length > 1 ? parts[0]! : null, schema: parts.at(-1) ?? null, ...like(c) });
  }
  if (c instanceof g.ShowColumnsContext) {
    const target = c.tableOrViewName();
    const describe = c.KW_DESCRIBE() ?? c.KW_DESC();
    return of(describe ? 'DESCRIBE' : 'SHOW COLUMNS', readTableName(r, (target.tableRef() ?? target.viewRef())!, null), { kind: 'show-columns', ...like(c) });
  }
  if (c instanceof g.ShowCreateTableContext) return of('SHOW CREATE TABLE', readTableName(r, c.tableRef(), null), { kind: 'show-create-table' });
  if (c instanceof g.ShowCreateSchemaContext) {
    const parts = name(c.schemaRef().identifier());
    return only('SHOW CREATE SCHEMA', { kind: 'show-create-schema', catalog: parts.length > 1 ? parts[0]! : null, schema: parts.at(-1)! });
  }
  if (c instanceof g.ShowFunctionsContext) return only('SHOW FUNCTIONS', { kind: 'show-functions', ...like(c) });
  if (c instanceof g.ShowSessionContext) return only('SHOW SESSION', { kind: 'show-session' });
  return null;
}

/** Statements that are refused for a reason of their own. */
function refused(r: Reader, c: ParserRuleContext): ReadStatement {
  const what = verbOf(c);
  const reason = c instanceof g.RenameTableContext ? 'RENAME TO is refused: the folder of a table is its name, and paths in its metadata are absolute.'
    : c instanceof g.RenameSchemaContext ? 'RENAME TO is refused: the folders of a schema\'s tables are their names, and paths in their metadata are absolute.'
    : c instanceof g.SetTableAuthorizationContext || c instanceof g.SetSchemaAuthorizationContext ? 'SET AUTHORIZATION is refused: who owns a table is told by its grants, on the Access screen.'
    : /\bVIEW$/.test(what) ? `${what} is not available here: this catalog has no views.`
    : what === 'ANALYZE' ? 'ANALYZE is not needed here: files carry their own statistics, which each write collects.'
    : `${what} is not available here.`;
  return only(what, unsupportedKind(reason, r.tree.span(c)));
}

export function unsupportedKind(message: string, span: Span): StatementKind {
  return { kind: 'unsupported', error: new SqlFailure('NOT_SUPPORTED', message, span).toSqlError() };
}

const TWO_WORDS = new Set(['CREATE', 'DROP', 'ALTER', 'SHOW', 'SET', 'RESET', 'START', 'DESCRIBE', 'EXECUTE', 'REFRESH', 'COMMENT', 'TRUNCATE']);

/** CREATE TABLE, DROP VIEW, INSERT: the words that name what a statement does. */
function verbOf(c: ParserRuleContext): string {
  const words = leaves(c, 6).map((word) => word.toUpperCase());
  const [first, ...rest] = words;
  if (!TWO_WORDS.has(first!)) return first!;
  const second = rest.filter((word) => !['OR', 'REPLACE', 'ON'].includes(word));
  const kind = second[0] === 'MATERIALIZED' ? second.slice(0, 2).join(' ') : (second[0] ?? '');
  return `${first} ${kind}`.trim();
}

function leaves(c: ParserRuleContext, count: number): readonly string[] {
  const found: string[] = [];
  const visit = (node: { getChildCount(): number; getChild(i: number): unknown; getText(): string }): void => {
    if (found.length >= count) return;
    if (node.getChildCount() === 0) found.push(node.getText());
    for (let i = 0; i < node.getChildCount(); i++) visit(node.getChild(i) as typeof node);
  };
  visit(c);
  return found;
}
