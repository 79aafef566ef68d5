import * as g from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser';
import type { ParserRuleContext } from 'antlr4ng';
import type { Assignment, Change, Expr, Identifier, MergeCase, TableRelation } from '../ast';
import { fail } from '../errors';
import { readRelation, readTableName } from './read-relation';
import { type Reader, readExprs, readIdentifier, readRoot } from './reader';

/** INSERT, DELETE, UPDATE and MERGE; null for any other statement. */
export function readChange(r: Reader, c: ParserRuleContext): Exclude<Change, { node: 'table-as' | 'execute' }> | null {
  const span = r.tree.span(c);
  if (c instanceof g.InsertIntoContext) {
    const columns = c.columnList();
    return { node: 'insert', target: readTableName(r, c.tableRef(), null), columns: columns ? columns.columnRef().map((column) => plainName(r, column)) : null, query: readRoot(r, c.rootQuery()), span };
  }
  if (c instanceof g.DeleteContext) return { node: 'delete', target: readTarget(r, c.tableRef()), where: readWhere(r, c.whereClause()), span };
  if (c instanceof g.UpdateContext) {
    const set = c.updateAssignment().map((one): Assignment => ({ column: readIdentifier(r, one.identifier()), value: r.expr(one.expression()) }));
    return { node: 'update', target: readTarget(r, c.tableRef()), set, where: readWhere(r, c.whereClause()), span };
  }
  if (c instanceof g.MergeContext) {
    const alias = c.identifier();
    return { node: 'merge', target: readTarget(r, c.tableRef()), alias: alias ? readIdentifier(r, alias) : null, source: readRelation(r, c.relation()), on: r.expr(c.expression()), cases: c.mergeCase().map((one) => readCase(r, one)), span };
  }
  return null;
}

/** The table of a statement that reads what it changes. */
export const readTarget = (r: Reader, context: g.TableRefContext): TableRelation => ({ node: 'table', name: readTableName(r, context, null), span: r.tree.span(context) });

export const readWhere = (r: Reader, context: g.WhereClauseContext | null): Expr | null => (context ? r.expr(context.booleanExpression()) : null);

function plainName(r: Reader, context: g.ColumnRefContext): Identifier {
  const [id, ...more] = context.qualifiedName()?.identifier() ?? [];
  return id && more.length === 0 ? readIdentifier(r, id) : fail('SYNTAX_ERROR', 'A column of the target is named without its table', r.tree.span(context));
}

function readCase(r: Reader, c: g.MergeCaseContext): MergeCase {
  const span = r.tree.span(c);
  const one = c as g.MergeInsertContext | g.MergeUpdateContext | g.MergeDeleteContext;
  const condition = one._condition ? r.expr(one._condition) : null;
  if (one instanceof g.MergeDeleteContext) return { node: 'delete', condition, span };
  const targets = one._targets.map((id) => readIdentifier(r, id));
  const values = readExprs(r, one._values);
  if (one instanceof g.MergeUpdateContext) return { node: 'update', condition, set: targets.map((column, i) => ({ column, value: values[i]! })), span };
  return { node: 'insert', condition, columns: targets.length === 0 ? null : targets, values, span };
}
