import type { ParserRuleContext, TerminalNode } from 'antlr4ng';
import * as g from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser';
import type { AlterTable, ColumnDefinition } from '@/lib/ports/parser/port';
import { fail, refuse } from '../errors';
import { resolveType } from '../types/type-name';
import { pathParts } from './path-lexer';
import { readProperties } from './read-property';
import { type Reader, readIdentifier, readString } from './reader';

export interface ReadAlter {
  readonly table: g.TableRefContext;
  readonly ifExists: boolean;
  readonly alter: AlterTable;
}

/** One form of ALTER TABLE that changes columns or properties; null for any other statement. */
export function readAlter(r: Reader, c: ParserRuleContext): ReadAlter | null {
  if (c instanceof g.AddColumnContext) {
    const { type, required, comment } = readColumn(r, c.columnDefinition());
    const written = pathParts(c.columnDefinition().columnNameCreate().identifier().getText());
    const path = written.length === 1 ? written.map((name) => name.toLowerCase()) : written;
    return { table: c.tableRef(), ifExists: ifs(c).ifExists, alter: { change: 'add-column', path, type, required, comment, ifNotExists: c.KW_NOT() !== null } };
  }
  if (c instanceof g.DropColumnContext) {
    const { ifExists, columnIfExists } = ifs(c);
    return { table: c.tableRef(), ifExists, alter: { change: 'drop-column', path: readPath(r, c.columnRef()), ifExists: columnIfExists } };
  }
  if (c instanceof g.RenameColumnContext) {
    const { ifExists, columnIfExists } = ifs(c);
    return { table: c.tableRef(), ifExists, alter: { change: 'rename-column', path: readPath(r, c.columnRef()), to: readIdentifier(r, c.columnNameCreate().identifier()).value, ifExists: columnIfExists } };
  }
  if (c instanceof g.SetColumnTypeContext) return { table: c.tableRef(), ifExists: c.KW_IF() !== null, alter: { change: 'set-type', path: readPath(r, c.columnRef()), type: resolveType(r.type(c.type())) } };
  if (c instanceof g.DropNotNullConstraintContext) return { table: c.tableRef(), ifExists: c.KW_IF() !== null, alter: { change: 'drop-not-null', path: readPath(r, c.columnRef()) } };
  if (c instanceof g.SetTablePropertiesContext) return { table: c.tableRef(), ifExists: false, alter: { change: 'set-properties', properties: readProperties(r, c.propertyAssignments()) } };
  return null;
}

/** name type [NOT NULL] [COMMENT text]; the name in lower case, as Trino makes columns. */
export function readColumn(r: Reader, c: g.ColumnDefinitionContext): ColumnDefinition {
  const comment = c.string();
  if (c.properties()) return refuse('WITH on a column', r.tree.span(c));
  return { name: readIdentifier(r, c.columnNameCreate().identifier()).value.toLowerCase(), type: resolveType(r.type(c.type())), required: c.KW_NOT() !== null, comment: comment ? readString(r, comment) : null, span: r.tree.span(c) };
}

/** The names of a.b.c. */
export function readPath(r: Reader, c: g.ColumnRefContext): readonly string[] {
  const name = c.qualifiedName();
  return name ? name.identifier().map((id) => readIdentifier(r, id).value) : fail('SYNTAX_ERROR', 'A column is missing here', r.tree.span(c));
}

/** Which IF EXISTS was written: the one before the table's name, the one before the column's. */
function ifs(c: { tableRef(): g.TableRefContext; KW_IF(): TerminalNode[] }): { readonly ifExists: boolean; readonly columnIfExists: boolean } {
  const table = c.tableRef().start!.start;
  const places = c.KW_IF().map((word) => word.symbol.start);
  return { ifExists: places.some((at) => at < table), columnIfExists: places.some((at) => at > table) };
}
