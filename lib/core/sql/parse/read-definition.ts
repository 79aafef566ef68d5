import type { ParserRuleContext } from 'antlr4ng';
import * as g from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser';
import type { NewTableMention, PropertyAssignment, SchemaMention, StatementKind, TableElement, TableMention } from '@/lib/ports/parser/port';
import type { Change, TableName, TableRelation } from '../ast';
import { fail, refuse, SqlFailure } from '../errors';
import { readAlter, readColumn } from './read-alter';
import { readTarget, readWhere } from './read-change';
import { readArguments, readProperties } from './read-property';
import { readTableName } from './read-relation';
import { type Reader, readIdentifier, readRoot, readString } from './reader';

/** A statement that writes, read: its kind once its tables have their places, and what of it is typed. */
export interface ReadDefinition {
  kind(mention: (name: TableName) => TableMention): StatementKind;
  /** tables that it reads beside those of `change` */
  readonly likes: readonly TableRelation[];
  readonly change: Change | null;
}

/** CREATE, DROP, ALTER, COMMENT, TRUNCATE, CALL; null for any other statement. */
export function readDefinition(r: Reader, c: ParserRuleContext): ReadDefinition | null {
  const schema = readSchemaStatement(r, c);
  if (schema) return { kind: () => schema, likes: [], change: null };
  if (c instanceof g.CreateTableContext) return createTable(r, c);
  if (c instanceof g.CreateTableAsSelectContext) return createTableAs(r, c);
  if (c instanceof g.TableExecuteContext) return execute(r, c);
  if (c instanceof g.CallContext) {
    const procedure = c.functionName().qualifiedName().identifier().map((id) => readIdentifier(r, id).value.toLowerCase());
    const call: StatementKind = { kind: 'call', procedure, args: readArguments(r, c.callArgument()), span: r.tree.span(c) };
    return { kind: () => call, likes: [], change: null };
  }
  if (c instanceof g.CommentColumnContext) {
    const path = c.columnRef().qualifiedName()?.identifier().map((id) => readIdentifier(r, id)) ?? [];
    if (path.length < 2) return fail('MISSING_TABLE', 'Table must be specified', r.tree.span(c.columnRef()));
    const name: TableName = { span: r.tree.span(c.columnRef()), parts: path.slice(0, -1), version: null };
    return about(name, (target) => ({ kind: 'comment', target, path: [path.at(-1)!.value], text: textOf(r, c.string()) }));
  }
  const table = 'tableRef' in c && !(c instanceof g.ShowCreateTableContext) ? (c as unknown as { tableRef(): g.TableRefContext }).tableRef() : null;
  const name = table && readTableName(r, table, null);
  if (name === null) return null;
  if (c instanceof g.TruncateTableContext) return about(name, (target) => ({ kind: 'truncate', target }));
  if (c instanceof g.DropTableContext) return about(name, (target) => ({ kind: 'drop-table', target, ifExists: c.KW_IF() !== null }));
  if (c instanceof g.CommentTableContext) return about(name, (target) => ({ kind: 'comment', target, path: [], text: textOf(r, c.string()) }));
  const alter = readAlter(r, c);
  return alter && about(name, (target) => ({ kind: 'alter-table', target, ifExists: alter.ifExists, alter: alter.alter }));
}

const about = (name: TableName, kind: (target: TableMention) => StatementKind): ReadDefinition => ({ kind: (mention) => kind(mention(name)), likes: [], change: null });
const textOf = (r: Reader, c: g.StringContext | null): string | null => (c ? readString(r, c) : null);

function readSchemaStatement(r: Reader, c: ParserRuleContext): StatementKind | null {
  if (c instanceof g.CreateSchemaContext) {
    if (c.principal()) return refuse('CREATE SCHEMA … AUTHORIZATION', r.tree.span(c));
    return { kind: 'create-schema', name: readSchema(r, c.schemaNameCreate()), ifNotExists: c.KW_IF() !== null, properties: readProperties(r, c.properties()?.propertyAssignments()) };
  }
  if (!(c instanceof g.DropSchemaContext)) return null;
  if (c.KW_CASCADE()) throw new SqlFailure('NOT_SUPPORTED', 'DROP SCHEMA … CASCADE is refused: drop its tables one by one, so that each can be restored.', r.tree.span(c));
  return { kind: 'drop-schema', name: readSchema(r, c.schemaRef()), ifExists: c.KW_IF() !== null };
}

function readSchema(r: Reader, c: g.SchemaRefContext | g.SchemaNameCreateContext): SchemaMention {
  const parts = c.identifier().map((id) => readIdentifier(r, id).value);
  return { span: r.tree.span(c), catalog: parts.length > 1 ? parts[0]! : null, schema: parts.at(-1)! };
}

function newTable(r: Reader, c: g.CreateTableContext | g.CreateTableAsSelectContext): (name: TableMention) => NewTableMention {
  const rest = { ifNotExists: c.KW_IF() !== null, orReplace: c.KW_REPLACE() !== null, comment: c._comment ? readString(r, c._comment) : null, properties: readProperties(r, c.properties()?.propertyAssignments()) };
  if (rest.ifNotExists && rest.orReplace) fail('NOT_SUPPORTED', "'CREATE OR REPLACE' and 'IF NOT EXISTS' clauses can not be used together", r.tree.span(c));
  return (name) => ({ name, ...rest });
}

function createTable(r: Reader, c: g.CreateTableContext): ReadDefinition {
  const name = readTableName(r, c.tableNameCreate(), null);
  const made = newTable(r, c);
  const elements = c.tableElement().map((element) => {
    const like = element.likeClause();
    if (like) return { like: readTarget(r, like.tableRef()), properties: like._optionType?.type === g.TrinoSqlParser.KW_INCLUDING };
    return { like: null, column: readColumn(r, element.columnDefinition()!) };
  });
  return {
    likes: elements.flatMap((element) => (element.like ? [element.like] : [])), change: null,
    kind: (mention) => ({
      kind: 'create-table', ...made(mention(name)),
      elements: elements.map((element): TableElement => (element.like ? { kind: 'like', table: mention(element.like.name).index, properties: element.properties } : { kind: 'column', column: element.column })),
    }),
  };
}

function createTableAs(r: Reader, c: g.CreateTableAsSelectContext): ReadDefinition {
  const name = readTableName(r, c.tableNameCreate(), null);
  const made = newTable(r, c);
  const columns = c.columnListCreate()?.columnNameCreate().map((column) => readIdentifier(r, column.identifier())) ?? null;
  return {
    likes: [], change: { node: 'table-as', query: readRoot(r, c.rootQuery()!), columns, formatVersion: formatVersion(readProperties(r, c.properties()?.propertyAssignments())), span: r.tree.span(c) },
    kind: (mention) => ({ kind: 'create-table-as', ...made(mention(name)), columns: columns?.map((id) => id.value) ?? null, withData: c.KW_NO() === null }),
  };
}

function formatVersion(properties: readonly PropertyAssignment[]): number {
  const value = properties.find(({ name }) => name === 'format_version')?.value;
  return value?.kind === 'number' ? Number(value.value) : 2;
}

function execute(r: Reader, c: g.TableExecuteContext): ReadDefinition {
  const target = readTarget(r, c.tableRef());
  const where = readWhere(r, c.whereClause());
  const ids = c.functionName().qualifiedName().identifier();
  const procedure = readIdentifier(r, ids.at(-1)!).value.toLowerCase();
  const args = readArguments(r, c.callArgument());
  return {
    likes: [], change: where ? { node: 'execute', target, where, span: r.tree.span(c) } : null,
    kind: (mention) => ({ kind: 'execute', target: mention(target.name), procedure, args, filtered: where !== null }),
  };
}
