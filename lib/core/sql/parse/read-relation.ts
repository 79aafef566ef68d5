import { type AliasedRelationContext, ExpressionSourceTableContext, type IdentifierContext, JoinRelationContext, LateralContext, ParenthesizedRelationContext, type QueryPeriodContext, type RelationContext, RelationDefaultContext, type RelationPrimaryContext, type SampledRelationContext, SubqueryRelationContext, TableNameContext, UnnestContext } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser';
import type { Relation, TableName } from '../ast';
import { refuse } from '../errors';
import { type Reader, readExprs, readIdentifier } from './reader';

export function readRelation(r: Reader, context: RelationContext): Relation {
  if (context instanceof RelationDefaultContext) return readSampled(r, context.sampledRelation());
  const chain: JoinRelationContext[] = [];
  let left: RelationContext = context;
  while (left instanceof JoinRelationContext) {
    chain.push(left);
    left = left._left!;
  }
  let relation = readRelation(r, left);
  for (const join of chain.reverse()) relation = readJoin(r, join, relation);
  return relation;
}

function readJoin(r: Reader, context: JoinRelationContext, left: Relation): Relation {
  const span = r.tree.span(context);
  if (context.KW_NATURAL()) return refuse('NATURAL JOIN', span);
  const right = context._right ? readSampled(r, context._right) : readRelation(r, context._rightRelation!);
  if (context.KW_CROSS()) return { node: 'join', type: 'CROSS', left, right, on: null, using: null, span };
  const type = context.joinType()!;
  const criteria = context.joinCriteria()!;
  // the grammar's package reads a list of equalities beside the one expression
  const on = criteria.booleanExpression() ?? (criteria.KW_ON() ? (criteria.joinColumnEquality() as unknown as RelationContext) : null);
  return {
    node: 'join',
    type: type.KW_LEFT() ? 'LEFT' : type.KW_RIGHT() ? 'RIGHT' : type.KW_FULL() ? 'FULL' : 'INNER',
    left,
    right,
    on: on ? r.expr(on) : null,
    using: criteria.KW_USING() ? criteria.identifier().map((id) => readIdentifier(r, id)) : null,
    span,
  };
}

function readSampled(r: Reader, context: SampledRelationContext): Relation {
  if (context.KW_TABLESAMPLE()) return refuse('TABLESAMPLE', r.tree.span(context));
  const pattern = context.patternRecognition();
  if (pattern.KW_MATCH_RECOGNIZE()) return refuse('MATCH_RECOGNIZE', r.tree.span(context));
  return readAliased(r, pattern.aliasedRelation());
}

function readAliased(r: Reader, context: AliasedRelationContext): Relation {
  const relation = readPrimary(r, context.relationPrimary());
  const alias = context.identifier();
  if (!alias) return relation;
  const columns = context.columnAliases();
  return { node: 'alias', relation, alias: readIdentifier(r, alias), columns: columns ? columns.identifier().map((id) => readIdentifier(r, id)) : null, span: r.tree.span(context) };
}

function readPrimary(r: Reader, context: RelationPrimaryContext): Relation {
  const span = r.tree.span(context);
  if (context instanceof TableNameContext) {
    const name = context.tableOrViewName();
    return { node: 'table', name: readTableName(r, (name.tableRef() ?? name.viewRef())!, context.queryPeriod()), span };
  }
  if (context instanceof ParenthesizedRelationContext) return readRelation(r, context.relation());
  if (context instanceof ExpressionSourceTableContext) {
    const source = context.relationSourceTable();
    if (source instanceof SubqueryRelationContext) return { node: 'query', query: r.query(source.query()), lateral: false, span };
    if (source instanceof LateralContext) return { node: 'query', query: r.query(source.query()), lateral: true, span };
    if (source instanceof UnnestContext) return { node: 'unnest', args: readExprs(r, source.expression()), ordinality: source.KW_ORDINALITY() !== null, span };
    if (source.getText().toUpperCase().startsWith('JSON_TABLE')) return refuse('JSON_TABLE', span);
  }
  return refuse('A table function', span);
}

export function readTableName(r: Reader, context: { identifier(): IdentifierContext[] } & Parameters<Reader['tree']['span']>[0], period: QueryPeriodContext | null): TableName {
  return {
    span: r.tree.span(context),
    parts: context.identifier().map((id) => readIdentifier(r, id)),
    version: period ? { type: period.rangeType().KW_TIMESTAMP() ? 'TIMESTAMP' : 'VERSION', value: r.expr(period.valueExpression()) } : null,
  };
}
