import type { Token } from 'antlr4ng';
import { CubeContext, type GroupingElementContext, type GroupingSetContext, InlineTableContext, MultipleGroupingSetsContext, type NamedQueryContext, type QueryContext, type QueryNoWithContext, QueryPrimaryDefaultContext, type QueryPrimaryContext, type QuerySpecificationContext, QueryStatementContext, QueryTermDefaultContext, type QueryTermContext, RollupContext, type SelectItemContext, SetOperationContext, type SortItemContext, SubqueryContext, TableContext } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser';
import type { Expr, GroupingElement, NamedQuery, Query, QueryBody, Select, SelectItem, SortItem } from '../ast';
import { fail, refuse } from '../errors';
import { type Reader, readExprs, readIdentifier } from './reader';
import { readRelation, readTableName } from './read-relation';

export function readQuery(r: Reader, context: QueryContext): Query {
  const statement = context as QueryStatementContext;
  const clause = statement.with();
  return {
    ...readQueryNoWith(r, statement.queryNoWith()),
    recursive: clause?.KW_RECURSIVE() != null,
    with: clause?.namedQuery().map((named) => readNamed(r, named)) ?? [],
    span: r.tree.span(context),
  };
}

function readNamed(r: Reader, context: NamedQueryContext): NamedQuery {
  const columns = context.columnAliases();
  return {
    name: readIdentifier(r, context.identifier()),
    columns: columns ? columns.identifier().map((id) => readIdentifier(r, id)) : null,
    query: r.query(context.query()),
    span: r.tree.span(context),
  };
}

function readQueryNoWith(r: Reader, context: QueryNoWithContext): Query {
  const offset = context._offset;
  return {
    span: r.tree.span(context),
    recursive: false,
    with: [],
    body: readTerm(r, context.queryTerm()),
    orderBy: context.sortItem().map((item) => r.sortItem(item)),
    offset: offset ? rowCount(r, offset.start!) : null,
    limit: readLimit(r, context),
  };
}

function readLimit(r: Reader, context: QueryNoWithContext): Query['limit'] {
  const fetch = context.KW_FETCH();
  if (fetch) {
    const count = context._fetchFirst;
    return { count: count ? rowCount(r, count.start!) : '1', withTies: context.KW_TIES() !== null, fetch: true, span: r.tree.tokenSpan(fetch.symbol) };
  }
  const count = context._limit?.rowCount();
  return count ? { count: rowCount(r, count.start!), withTies: false, fetch: false, span: r.tree.tokenSpan(context.KW_LIMIT()!.symbol) } : null;
}

function rowCount(r: Reader, token: Token): string {
  if (token.text === '?') return fail('INVALID_PARAMETER_USAGE', 'Incorrect number of parameters: a parameter has no value here', r.tree.tokenSpan(token));
  return token.text!.replaceAll('_', '');
}

function readTerm(r: Reader, context: QueryTermContext): QueryBody {
  if (context instanceof QueryTermDefaultContext) return readPrimary(r, context.queryPrimary());
  const set = context as SetOperationContext;
  const chain: SetOperationContext[] = [];
  let left: QueryTermContext = set;
  while (left instanceof SetOperationContext) {
    chain.push(left);
    left = left._left!;
  }
  let body = readTerm(r, left);
  for (const step of chain.reverse()) {
    body = {
      node: 'set',
      op: step._operator!.text!.toUpperCase() as 'UNION',
      distinct: step.setQuantifier()?.KW_ALL() == null,
      left: body,
      right: readTerm(r, step._right!),
      opSpan: r.tree.tokenSpan(step._operator!),
      span: r.tree.span(step),
    };
  }
  return body;
}

function readPrimary(r: Reader, context: QueryPrimaryContext): QueryBody {
  const span = r.tree.span(context);
  if (context instanceof QueryPrimaryDefaultContext) return { node: 'select', select: readSelect(r, context.querySpecification()), span };
  if (context instanceof TableContext) return { node: 'table', name: readTableName(r, context.tableRef(), null), span };
  if (context instanceof InlineTableContext) return { node: 'values', rows: readExprs(r, context.expression()), span };
  return { node: 'query', query: readQueryNoWith(r, (context as SubqueryContext).queryNoWith()), span };
}

function readSelect(r: Reader, context: QuerySpecificationContext): Select {
  const groupBy = context.groupBy();
  const where = context.whereClause();
  const having = context.havingClause();
  return {
    span: r.tree.span(context),
    distinct: context.setQuantifier()?.KW_DISTINCT() != null,
    items: context.selectList().selectItem().map((item) => readItem(r, item)),
    from: context.relation().map((relation) => readRelation(r, relation)),
    where: where ? r.expr(where.booleanExpression()) : null,
    groupBy: groupBy ? { distinct: groupBy.setQuantifier()?.KW_DISTINCT() != null, elements: groupBy.groupingElement().map((e) => readGrouping(r, e)) } : null,
    having: having ? r.expr(having.booleanExpression()) : null,
    windows: context.windowDefinition().map((w) => ({ name: readIdentifier(r, w.identifier()), spec: r.window(w.windowSpecification()) })),
  };
}

function readItem(r: Reader, context: SelectItemContext): SelectItem {
  const span = r.tree.span(context);
  if (context.selectAllWithoutTable()) return { node: 'all', base: null, aliases: null, span };
  const all = context.tableAllColumns();
  if (all) {
    const aliases = context.columnAliases();
    const base = all.children!.find((child) => child.getChildCount() > 0)!;
    return { node: 'all', base: r.expr(base as never), aliases: aliases ? aliases.identifier().map((id) => readIdentifier(r, id)) : null, span };
  }
  const value = context.selectLiteralColumnName()?.columnRef() ?? context.selectExpressionColumnName()?.expression();
  const alias = context.identifier();
  return { node: 'expr', value: r.expr(value!), alias: alias ? readIdentifier(r, alias) : null, span };
}

function readGrouping(r: Reader, context: GroupingElementContext): GroupingElement {
  const set = (s: GroupingSetContext): readonly Expr[] => s.groupingTerm().map((term) => r.expr((term.columnRef() ?? term.expression())!));
  if (context instanceof MultipleGroupingSetsContext) return { node: 'sets', sets: context.groupingSet().map(set) };
  if (context instanceof RollupContext) return { node: 'rollup', sets: context.groupingSet().map(set) };
  if (context instanceof CubeContext) return { node: 'cube', sets: context.groupingSet().map(set) };
  const sets = (context as unknown as { groupingSet(): GroupingSetContext }).groupingSet();
  return { node: 'simple', exprs: set(sets) };
}

export function readSortItem(r: Reader, context: SortItemContext): SortItem {
  const value = context.columnRef() ?? context.expression();
  if (!value) return refuse('This sort key', r.tree.span(context));
  return { value: r.expr(value), descending: context.KW_DESC() !== null, nullsFirst: context.KW_FIRST() !== null };
}
