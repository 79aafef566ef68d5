import type { ParserRuleContext } from 'antlr4ng';
import * as g from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser';
import type { ArithmeticOp, CompareOp, Expr, Identifier, IntervalField } from '../ast';
import { fail, refuse } from '../errors';
import { type Reader, readExprs, readIdentifier, readString } from './reader';
import { readCall, readListAgg } from './read-call';

type Handler = (r: Reader, context: never) => Expr;
type Ctor<T> = new (...args: never[]) => T;
const handlers = new Map<unknown, Handler>();
const on = <T extends ParserRuleContext>(ctor: Ctor<T>, read: (r: Reader, context: T) => Expr): void => void handlers.set(ctor, read as Handler);

/** Reads any expression of the grammar; constructs that are known and not admitted become `refused` nodes. */
export function readExpression(r: Reader, context: ParserRuleContext): Expr {
  const handler = handlers.get(context.constructor);
  if (handler) return handler(r, context as never);
  return { node: 'refused', what: (context.start?.text ?? 'This expression').toUpperCase(), span: r.tree.span(context) };
}

const call = (r: Reader, context: ParserRuleContext, name: string, args: readonly Expr[]): Expr => ({
  node: 'call', span: r.tree.span(context),
  call: { name, args, star: false, distinct: false, orderBy: [], filter: null, over: null, ignoreNulls: false },
});

/** a.b.c as names within names */
export function dotted(r: Reader, ids: readonly Identifier[], context: ParserRuleContext): Expr {
  const [first, ...rest] = ids;
  const whole = r.tree.span(context);
  let expr: Expr = { node: 'name', name: first!, span: first!.span };
  for (const field of rest) expr = { node: 'dereference', base: expr, field, span: { ...whole, end: field.span.end } };
  return expr;
}
const qualified = (r: Reader, context: ParserRuleContext, name: g.QualifiedNameContext | null): Expr =>
  name ? dotted(r, name.identifier().map((id) => readIdentifier(r, id)), context) : refuse('This name', r.tree.span(context));

on(g.ExpressionContext, (r, c) => r.expr(c.booleanExpression()));
on(g.ColumnRefContext, (r, c) => qualified(r, c, c.qualifiedName()));
on(g.ColumnReferenceContext, (r, c) => qualified(r, c, c.columnName().qualifiedName()));
on(g.JoinColumnEqualityContext, (r, c) => ({ node: 'compare', op: '=', left: r.expr(c._left!), right: r.expr(c._right!), opSpan: r.tree.tokenSpan(c.EQ().symbol), span: r.tree.span(c) }));
on(g.JoinColumnReferenceContext, (r, c) => {
  const first = c.identifier();
  const rest = c.columnName()?.qualifiedName().identifier() ?? [];
  return dotted(r, [...(first ? [first] : []), ...rest].map((id) => readIdentifier(r, id)), c);
});

// boolean
on(g.LogicalNotContext, (r, c) => ({ node: 'not', operand: r.expr(c.booleanExpression()), span: r.tree.span(c) }));
const logical = (node: 'and' | 'or', kind: typeof g.AndContext | typeof g.OrContext) => (r: Reader, c: g.AndContext | g.OrContext): Expr => {
  const terms: ParserRuleContext[] = [];
  let left: ParserRuleContext = c;
  while (left instanceof kind) {
    terms.push((left as g.AndContext).booleanExpression(1)!);
    left = (left as g.AndContext).booleanExpression(0)!;
  }
  return { node, terms: [left, ...terms.reverse()].map((term) => r.expr(term)), span: r.tree.span(c) };
};
on(g.AndContext, logical('and', g.AndContext));
on(g.OrContext, logical('or', g.OrContext));
on(g.PredicatedContext, (r, c) => {
  const value = r.expr(c.valueExpression());
  const predicate = c.predicate();
  return predicate ? readPredicate(r, c, value, predicate) : value;
});

function readPredicate(r: Reader, whole: ParserRuleContext, value: Expr, c: g.PredicateContext): Expr {
  const span = r.tree.span(whole);
  const opSpan = r.tree.tokenSpan(c.start!);
  const negated = 'KW_NOT' in c && (c as g.InListContext).KW_NOT() !== null;
  if (c instanceof g.ComparisonContext) return { node: 'compare', op: operator(c.comparisonOperator()), left: value, right: r.expr(c._right!), opSpan, span };
  if (c instanceof g.QuantifiedComparisonContext) return { node: 'quantified', op: operator(c.comparisonOperator()), all: c.comparisonQuantifier().KW_ALL() !== null, value, query: r.query(c.query()), opSpan, span };
  if (c instanceof g.BetweenContext) return { node: 'between', value, low: r.expr(c._lower!), high: r.expr(c._upper!), negated, opSpan, span };
  if (c instanceof g.InListContext) return { node: 'in-list', value, items: readExprs(r, c.expression()), negated, opSpan, span };
  if (c instanceof g.InSubqueryContext) return { node: 'in-query', value, query: r.query(c.query()), negated, opSpan, span };
  if (c instanceof g.LikeContext) return { node: 'like', value, pattern: r.expr(c._pattern!), escape: c._escape ? r.expr(c._escape) : null, negated, span };
  if (c instanceof g.NullPredicateContext) return { node: 'is-null', value, negated, span };
  if (c instanceof g.DistinctFromContext) return { node: 'distinct-from', left: value, right: r.expr(c._right!), negated, opSpan, span };
  return refuse('This predicate', span);
}
const operator = (c: g.ComparisonOperatorContext): CompareOp => (c.getText() === '!=' ? '<>' : (c.getText() as CompareOp));

// arithmetic
on(g.ValueExpressionDefaultContext, (r, c) => r.expr(c.primaryExpression()));
on(g.ArithmeticUnaryContext, (r, c) => ({ node: c._operator!.text === '-' ? 'negate' : 'plus', operand: r.expr(c.valueExpression()), span: r.tree.span(c) }));
function leftDeep<T extends { _left?: g.ValueExpressionContext; _right?: g.ValueExpressionContext } & ParserRuleContext>(r: Reader, c: T, kind: Ctor<T>, build: (left: Expr, right: Expr, step: T) => Expr): Expr {
  const chain: T[] = [];
  let left: ParserRuleContext = c;
  while (left instanceof kind) {
    chain.push(left);
    left = left._left!;
  }
  let expr = r.expr(left);
  for (const step of chain.reverse()) expr = build(expr, r.expr(step._right!), step);
  return expr;
}
on(g.ArithmeticBinaryContext, (r, c) => leftDeep(r, c, g.ArithmeticBinaryContext, (left, right, step) => ({ node: 'arithmetic', op: step._operator!.text as ArithmeticOp, left, right, opSpan: r.tree.tokenSpan(step._operator!), span: r.tree.span(step) })));
on(g.ConcatenationContext, (r, c) => leftDeep(r, c, g.ConcatenationContext, (left, right, step) => ({ node: 'concat', left, right, opSpan: r.tree.tokenSpan(step.CONCAT().symbol), span: r.tree.span(step) })));
on(g.AtTimeZoneContext, (r, c) => {
  const zone = c.timeZoneSpecifier();
  const text = zone instanceof g.TimeZoneStringContext ? zone.string() : null;
  return { node: 'at-time-zone', value: r.expr(c.valueExpression()), zone: text ? r.expr(text) : refuse('AT TIME ZONE with an interval', r.tree.span(c)), span: r.tree.span(c) };
});

// literals
on(g.NullLiteralContext, (r, c) => ({ node: 'null', span: r.tree.span(c) }));
on(g.BooleanLiteralContext, (r, c) => ({ node: 'boolean', value: c.booleanValue().KW_TRUE() !== null, span: r.tree.span(c) }));
on(g.NumericLiteralContext, (r, c) => {
  const n = c.number();
  return { node: n instanceof g.IntegerLiteralContext ? 'integer' : n instanceof g.DoubleLiteralContext ? 'double' : 'decimal', text: n.getText().replaceAll('_', ''), span: r.tree.span(c) };
});
on(g.StringLiteralContext, (r, c) => ({ node: 'string', value: readString(r, c.string()), span: r.tree.span(c) }));
on(g.BasicStringLiteralContext, (r, c) => ({ node: 'string', value: readString(r, c), span: r.tree.span(c) }));
on(g.UnicodeStringLiteralContext, (r, c) => ({ node: 'string', value: readString(r, c), span: r.tree.span(c) }));
on(g.BinaryLiteralContext, (r, c) => ({ node: 'binary', text: c.getText().slice(2, -1), span: r.tree.span(c) }));
on(g.TypeConstructorContext, (r, c) => ({ node: 'typed', typeName: c.KW_DOUBLE() ? 'double' : readIdentifier(r, c.identifier()!).value.toLowerCase(), value: readString(r, c.string()), span: r.tree.span(c) }));
on(g.IntervalLiteralContext, (r, c) => {
  const interval = c.interval();
  const field = (f: g.IntervalFieldContext): IntervalField => f.getText().toUpperCase() as IntervalField;
  return { node: 'interval', negative: interval._sign?.text === '-', value: readString(r, interval.string()), from: field(interval._from_!), to: interval._to ? field(interval._to) : null, span: r.tree.span(c) };
});
on(g.ParameterContext, (r, c) => ({ node: 'parameter', span: r.tree.span(c) }));

// structure
on(g.ParenthesizedExpressionContext, (r, c) => r.expr(c.expression()));
on(g.RowConstructorContext, (r, c) => ({ node: 'row', items: readExprs(r, c.expression()), span: r.tree.span(c) }));
on(g.ArrayConstructorContext, (r, c) => ({ node: 'array', items: readExprs(r, c.expression()), span: r.tree.span(c) }));
on(g.DereferenceContext, (r, c) => ({ node: 'dereference', base: r.expr(c._base!), field: readIdentifier(r, c._fieldName!), span: r.tree.span(c) }));
on(g.SubscriptContext, (r, c) => ({ node: 'subscript', base: r.expr(c._value!), index: r.expr(c._index!), span: r.tree.span(c) }));
on(g.LambdaContext, (r, c) => ({ node: 'lambda', params: c.identifier().map((id) => readIdentifier(r, id)), body: r.expr(c.expression()), span: r.tree.span(c) }));
on(g.SubqueryExpressionContext, (r, c) => ({ node: 'subquery', query: r.query(c.query()), span: r.tree.span(c) }));
on(g.ExistsContext, (r, c) => ({ node: 'exists', query: r.query(c.query()), span: r.tree.span(c) }));
const whens = (r: Reader, clauses: readonly g.WhenClauseContext[]) => clauses.map((w) => ({ condition: r.expr(w._condition!), result: r.expr(w._result!) }));
on(g.SimpleCaseContext, (r, c) => ({ node: 'case', operand: r.expr(c._operand!), whens: whens(r, c.whenClause()), otherwise: c._elseExpression ? r.expr(c._elseExpression) : null, span: r.tree.span(c) }));
on(g.SearchedCaseContext, (r, c) => ({ node: 'case', operand: null, whens: whens(r, c.whenClause()), otherwise: c._elseExpression ? r.expr(c._elseExpression) : null, span: r.tree.span(c) }));
on(g.CastContext, (r, c) => ({ node: 'cast', value: r.expr(c.expression()), type: r.type(c.type()), safe: c.KW_TRY_CAST() !== null, span: r.tree.span(c) }));

// functions with a grammar of their own
on(g.FunctionCallContext, readCall);
on(g.ListAggContext, readListAgg);
on(g.CoalesceContext, (r, c) => call(r, c, 'coalesce', readExprs(r, c.expression())));
on(g.ExtractContext, (r, c) => ({ node: 'extract', field: readIdentifier(r, c.identifier()).value.toUpperCase(), value: r.expr(c.valueExpression()), span: r.tree.span(c) }));
on(g.SubstringContext, (r, c) => call(r, c, 'substr', c.valueExpression().map((v) => r.expr(v))));
on(g.PositionContext, (r, c) => {
  const [needle, hay] = c.valueExpression().map((v) => r.expr(v));
  return call(r, c, 'strpos', [hay!, needle!]);
});
on(g.TrimContext, (r, c) => {
  const side = c.trimsSpecification();
  const name = side?.KW_LEADING() ? 'ltrim' : side?.KW_TRAILING() ? 'rtrim' : 'trim';
  const source = c._trimSource ?? fail('SYNTAX_ERROR', 'trim needs a source', r.tree.span(c));
  return call(r, c, name, [r.expr(source), ...(c._trimChar ? [r.expr(c._trimChar)] : [])]);
});
on(g.NormalizeContext, (r, c) => call(r, c, 'normalize', [r.expr(c.valueExpression()), { node: 'string', value: c.normalForm()?.getText().toUpperCase() ?? 'NFC', span: r.tree.span(c) }]));
on(g.GroupingOperationContext, (r, c) => ({ node: 'grouping', names: c.qualifiedName().map((name) => qualified(r, name, name)), span: r.tree.span(c) }));
type What = Extract<Expr, { node: 'current' }>['what'];
const current = (ctor: Ctor<ParserRuleContext>, what: What): void =>
  on(ctor, (r, c) => {
    const digits = (c as { _precision?: { text?: string } | null })._precision?.text;
    return { node: 'current', what, precision: digits === undefined ? null : Number(digits), span: r.tree.span(c) };
  });
current(g.CurrentDateContext, 'date');
current(g.CurrentTimeContext, 'time');
current(g.CurrentTimestampContext, 'timestamp');
current(g.LocalTimeContext, 'localtime');
current(g.LocalTimestampContext, 'localtimestamp');
current(g.CurrentUserContext, 'user');
current(g.CurrentCatalogContext, 'catalog');
current(g.CurrentSchemaContext, 'schema');
current(g.CurrentPathContext, 'path');
