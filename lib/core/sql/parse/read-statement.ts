import type { ParserRuleContext } from 'antlr4ng';
import * as g from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser';
import type { Span, StatementKind } from '@/lib/ports/parser/port';
import type { Query, TableName } from '../ast';
import { SqlFailure } from '../errors';
import { readWindow } from './read-call';
import { readExpression } from './read-expression';
import { readQuery, readSortItem } from './read-query';
import { readTableName } from './read-relation';
import { readType } from './read-type';
import { type Reader, readIdentifier, readString } from './reader';
import type { Tree } from './tree';

/** A statement read: its kind for the caller, and what is to be typed (`query`) or looked up (`table`). */
export interface ReadStatement {
  readonly verb: string;
  readonly kind: StatementKind;
  readonly query: Query | null;
  readonly table: TableName | null;
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

const QUERY: StatementKind = { kind: 'query' };
const only = (verb: string, kind: StatementKind): ReadStatement => ({ verb, kind, query: null, table: null });

function read(r: Reader, c: ParserRuleContext): ReadStatement {
  if (c instanceof g.StatementDefaultContext) {
    const root = c.rootQuery();
    if (root.withFunction()) return refused(r, c, 'WITH FUNCTION');
    const query = r.query(root.query());
    return { verb: query.body.node === 'values' ? 'VALUES' : query.body.node === 'table' ? 'TABLE' : 'SELECT', kind: QUERY, query, table: null };
  }
  if (c instanceof g.ExplainContext || c instanceof g.ExplainAnalyzeContext) {
    const analyze = c instanceof g.ExplainAnalyzeContext;
    const verb = analyze ? 'EXPLAIN ANALYZE' : 'EXPLAIN';
    const inner = read(r, c.statement());
    if (inner.kind.kind !== 'query') return refused(r, c, `${verb} of this statement`, 'is not available yet');
    return { ...inner, verb, kind: { kind: 'explain', analyze, of: null } };
  }
  if (c instanceof g.UseContext) {
    const [a, b] = c.schemaRef().identifier().map((id) => readIdentifier(r, id).value);
    return only('USE', { kind: 'use', catalog: b === undefined ? null : a!, schema: b ?? a! });
  }
  return readShow(r, c) ?? refused(r, c, verbOf(c));
}

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
    return { verb: describe ? 'DESCRIBE' : 'SHOW COLUMNS', kind: { kind: 'show-columns', ...like(c) }, query: null, table: readTableName(r, (target.tableRef() ?? target.viewRef())!, null) };
  }
  if (c instanceof g.ShowCreateTableContext) return { verb: 'SHOW CREATE TABLE', kind: { kind: 'show-create-table' }, query: null, table: readTableName(r, c.tableRef(), null) };
  if (c instanceof g.ShowCreateSchemaContext) {
    const parts = name(c.schemaRef().identifier());
    return only('SHOW CREATE SCHEMA', { kind: 'show-create-schema', catalog: parts.length > 1 ? parts[0]! : null, schema: parts.at(-1)! });
  }
  if (c instanceof g.ShowFunctionsContext) return only('SHOW FUNCTIONS', { kind: 'show-functions', ...like(c) });
  if (c instanceof g.ShowSessionContext) return only('SHOW SESSION', { kind: 'show-session' });
  return null;
}

const WRITES = /^(INSERT|UPDATE|DELETE|MERGE|TRUNCATE|CREATE|DROP|ALTER|COMMENT|REFRESH|CALL|ANALYZE)\b/;

function refused(r: Reader, c: ParserRuleContext, what: string, because?: string): ReadStatement {
  const reason = because ?? (WRITES.test(what) ? 'is not available yet: this console only reads tables for now' : 'is not available here');
  return only(what, unsupportedKind(`${what} ${reason}.`, r.tree.span(c)));
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
