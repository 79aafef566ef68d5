import { typeText } from '@/lib/model/values/type-text';
import type { LogicalType } from '@/lib/model/values/types';
import type { Span } from '@/lib/ports/parser/port';
import type { Expr } from '../ast';
import { castTo } from '../emit/cast';
import { negateSql, numberArithmetic } from '../emit/arithmetic';
import { temporalArithmetic } from '../emit/interval-arithmetic';
import { rowSql } from '../emit/nested';
import { carrier } from '../emit/text';
import { fail, refuse } from '../errors';
import { canCoerce, commonType, sameType } from '../types/coercion';
import { resolveType } from '../types/type-name';
import { analyzeCall } from './call';
import { analyzeCase } from './conditional';
import { concatenate } from './concat';
import { currentValue } from './current';
import { extract } from './extract';
import { boolean, nestedFlags } from './flags';
import { binaryLiteral, booleanLiteral, decimalLiteral, doubleLiteral, integerLiteral, intervalValue, stringLiteral, typedLiteral, untypedNull } from './literal';
import { combine } from './logic';
import { analyzePredicate } from './predicate';
import { chainOf, resolveName, rowField } from './scope';
import { analyzeSubquery } from './subquery';
import { subscript } from './subscript';
import { type Context, trapped, type Typed } from './typed';
import { findAggregate, isConstantSyntax, mentions } from './walk';

/** Types an expression and gives it DuckDB's SQL. Throws SqlFailure with Trino's error name and place. */
export function analyze(e: Expr, cx: Context): Typed {
  const key = groupKey(e, cx);
  return key ?? analyzeNode(e, cx);
}

/** After grouping an expression that is a key stands for the key. */
function groupKey(e: Expr, cx: Context): Typed | null {
  if (cx.grouped === null || isConstantSyntax(e) || findAggregate(e) !== null || (cx.outputs && mentions(e, cx.outputs))) return null;
  const base = analyzeNode(e, { ...cx.grouped.base, lambda: cx.lambda });
  return cx.grouped.key(base.sql) ?? (base.constant !== undefined ? base : null);
}

function analyzeNode(e: Expr, cx: Context): Typed {
  switch (e.node) {
    case 'null': return untypedNull;
    case 'boolean': return booleanLiteral(e.value);
    case 'integer': return integerLiteral(e);
    case 'decimal': return decimalLiteral(e.text, e.span);
    case 'double': return doubleLiteral(e.text);
    case 'string': return stringLiteral(e.value, e.span);
    case 'binary': return binaryLiteral(e);
    case 'interval': return intervalValue(e);
    case 'typed': return typedLiteral(e);
    case 'name': return resolveName(e, [e.name], cx);
    case 'dereference': {
      const chain = chainOf(e);
      return chain ? resolveName(e, chain, cx) : rowField(analyze(e.base, cx), e.field, e.span);
    }
    case 'subscript': return subscript(e, cx);
    case 'negate': return negated(e, cx);
    case 'plus': {
      const operand = analyze(e.operand, cx);
      return negateSql(operand) ? operand : fail('TYPE_MISMATCH', `Unary '+' operator cannot by applied to ${typeText(operand.type)} type`, e.span);
    }
    case 'not': {
      const operand = boolean(analyze(e.operand, cx), e.operand.span, 'Value of logical NOT expression');
      return { ...operand, sql: `(NOT ${operand.sql})` };
    }
    case 'and': case 'or': return combine(e.node === 'and' ? 'AND' : 'OR', e.terms.map((term) => boolean(analyze(term, cx), term.span, 'Logical expression term')), false);
    case 'arithmetic': return arithmetic(e, cx);
    case 'concat': return concatenate(analyze(e.left, cx), analyze(e.right, cx), e.opSpan);
    case 'case': return analyzeCase(e, cx);
    case 'cast': return cast(e, cx);
    case 'call': return analyzeCall(e, cx);
    case 'row': return row(e.items.map((item) => analyze(item, cx)));
    case 'array': return array(e.items.map((item) => analyze(item, cx)), e.items.map((item) => item.span));
    case 'extract': return extract(e.field, analyze(e.value, cx), e.span, e.value.span);
    case 'current': return currentValue(e, cx);
    case 'grouping': return cx.grouped ? cx.grouped.grouping(e.names, e.span) : fail('MISSING_GROUP_BY', 'A GROUPING() operation can only be used with a corresponding GROUPING SET/CUBE/ROLLUP/GROUP BY clause', e.span);
    case 'subquery': case 'exists': case 'in-query': case 'quantified': return analyzeSubquery(e, cx);
    case 'compare': case 'between': case 'in-list': case 'like': case 'is-null': case 'distinct-from': return analyzePredicate(e, cx);
    case 'lambda': return fail('TYPE_MISMATCH', 'Lambda expression should always be used inside a function', e.span);
    case 'parameter': return fail('INVALID_PARAMETER_USAGE', 'Incorrect number of parameters: expected 1 but found 0', { ...e.span, line: 1, column: 1 });
    case 'at-time-zone': return refuse('AT TIME ZONE', e.span);
    case 'refused': return refuse(e.what, e.span);
  }
}

function negated(e: Extract<Expr, { node: 'negate' }>, cx: Context): Typed {
  // -9223372036854775808 is a literal of its own
  if (e.operand.node === 'integer') return integerLiteral(e.operand, true);
  const operand = analyze(e.operand, cx);
  const result = negateSql(operand);
  if (result === null) return fail('TYPE_MISMATCH', `Unary '-' operator cannot by applied to ${typeText(operand.type)} type`, e.span);
  return typeof operand.constant === 'string' && operand.type.kind === 'decimal' && operand.constant !== '0' ? decimalLiteral(operand.constant.startsWith('-') ? operand.constant.slice(1) : `-${operand.constant}`, e.span) : result;
}

function arithmetic(e: Extract<Expr, { node: 'arithmetic' }>, cx: Context): Typed {
  const [left, right] = [analyze(e.left, cx), analyze(e.right, cx)];
  const result = numberArithmetic(e.op, left, right, e.opSpan) ?? temporalArithmetic(e.op, left, right);
  if (result === null) return fail('TYPE_MISMATCH', `Cannot apply operator: ${typeText(left.type)} ${e.op} ${typeText(right.type)}`, e.opSpan);
  return { ...result, ...trapped([left, right]) };
}

function cast(e: Extract<Expr, { node: 'cast' }>, cx: Context): Typed {
  const value = analyze(e.value, cx);
  const type = resolveType(e.type, e.span);
  carrier(type);
  const made = castTo(value, type, e.span);
  if (!e.safe || !made.fails) return made;
  return { type, sql: `TRY(${made.sql})`, fails: value.fails, ...trapped([made]) };
}

export function row(items: readonly Typed[]): Typed {
  const type: LogicalType = { kind: 'row', fields: items.map((item) => ({ name: null, type: item.type })) };
  return { type, sql: rowSql(items.map((item) => item.sql)), ...nestedFlags(items) };
}

function array(items: readonly Typed[], spans: readonly Span[]): Typed {
  let element: LogicalType = { kind: 'unknown' };
  for (const [i, item] of items.entries()) element = commonType(element, item.type) ?? fail('TYPE_MISMATCH', `All ARRAY elements must be the same type: ${typeText(element)}`, spans[i] ?? null);
  const cells = items.map((item) => coerce(item, element, null).sql);
  return { type: { kind: 'array', element }, sql: `CAST([${cells.join(', ')}] AS ${carrier(element)}[])`, ...nestedFlags(items) };
}

/** An implicit cast, which is known to be possible. */
export function coerce(value: Typed, type: LogicalType, span: Span | null): Typed {
  if (sameType(value.type, type)) return value;
  return canCoerce(value.type, type) ? castTo(value, type, span) : fail('TYPE_MISMATCH', `Cannot cast ${typeText(value.type)} to ${typeText(type)}`, span);
}
