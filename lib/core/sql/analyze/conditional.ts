import { typeText } from '@/lib/model/values/type-text';
import type { LogicalType } from '@/lib/model/values/types';
import type { Expr } from '../ast';
import { castTo } from '../emit/cast';
import { bind, carrier } from '../emit/text';
import { fail } from '../errors';
import { commonType } from '../types/coercion';
import { compare } from './predicate';
import { type Context, isTrapped, trapped, type Typed } from './typed';
import { boolean, nestedFlags } from './flags';

/** CASE with and without operand. Branches are computed only where they are taken, in DuckDB too. */
export function analyzeCase(e: Extract<Expr, { node: 'case' }>, cx: Context): Typed {
  const results = [...e.whens.map((when) => when.result), ...(e.otherwise ? [e.otherwise] : [])];
  const values = results.map((result) => cx.env.expr(result, cx));
  const type = resultType(values, results);
  const branches = values.map((value, i) => castTo(value, type, results[i]!.span));
  const otherwise = e.otherwise ? branches.at(-1)!.sql : `CAST(NULL AS ${carrier(type)})`;
  const conditions = e.whens.map((when) => (e.operand === null ? boolean(cx.env.expr(when.condition, cx), when.condition.span, 'CASE WHEN clause') : null));
  if (e.operand === null) {
    const all = [...branches, ...conditions.map((c) => c!)];
    return { ...nestedFlags(all), type, sql: `CASE ${conditions.map((c, i) => `WHEN ${c!.sql} THEN ${branches[i]!.sql}`).join(' ')} ELSE ${otherwise} END` };
  }
  const operand = cx.env.expr(e.operand, cx);
  const tests = e.whens.map((when) => cx.env.expr(when.condition, cx));
  const build = (sql: string): readonly Typed[] => tests.map((test, i) => compare('=', { ...operand, sql }, test, e.whens[i]!.condition.span));
  const all = [...branches, ...build(operand.sql)];
  const text = (sql: string): string => `CASE ${build(sql).map((test, i) => `WHEN ${test.sql} THEN ${branches[i]!.sql}`).join(' ')} ELSE ${otherwise} END`;
  const flags = nestedFlags(all);
  return { ...flags, type, sql: isTrapped(flags) || tests.length === 1 ? text(operand.sql) : bind([operand.sql], ([name]) => text(name!)) };
}

function resultType(values: readonly Typed[], exprs: readonly Expr[]): LogicalType {
  let type: LogicalType = { kind: 'unknown' };
  for (const [i, value] of values.entries()) {
    const next = commonType(type, value.type);
    if (next === null) {
      const distinct = [...new Set(values.map((v) => typeText(v.type)))].join(', ');
      return fail('TYPE_MISMATCH', `All CASE results must be the same type or coercible to a common type. Cannot find common type between ${typeText(type)} and ${typeText(value.type)}, all types (without duplicates): [${distinct}]`, exprs[i]!.span);
    }
    type = next;
  }
  return type;
}

/** if, coalesce, nullif and try: grammar in Trino, calls in its text. Null when the name is none of them. */
export function analyzeSpecial(e: Extract<Expr, { node: 'call' }>, cx: Context): Typed | null {
  const { name, args } = e.call;
  const values = (): readonly Typed[] => args.map((arg) => cx.env.expr(arg, cx));
  if (name === 'if') {
    const [condition, ...branches] = values();
    let type: LogicalType = { kind: 'unknown' };
    for (const branch of branches) type = commonType(type, branch.type) ?? fail('TYPE_MISMATCH', `Result types for IF must be the same: ${branches.map((b) => typeText(b.type)).join(' and ')}`, e.span);
    const test = boolean(condition!, args[0]!.span, 'IF condition');
    const [yes, no] = branches.map((branch) => castTo(branch, type, e.span));
    return { ...nestedFlags([test, ...branches]), type, sql: `CASE WHEN ${test.sql} THEN ${yes!.sql} ELSE ${no?.sql ?? `CAST(NULL AS ${carrier(type)})`} END` };
  }
  if (name === 'coalesce') {
    if (args.length < 2) return fail('SYNTAX_ERROR', "The 'coalesce' function must have at least two arguments", e.span);
    const all = values();
    let type: LogicalType = { kind: 'unknown' };
    for (const [i, value] of all.entries()) type = commonType(type, value.type) ?? fail('TYPE_MISMATCH', `All COALESCE operands must be the same type or coercible to a common type. Cannot find common type between ${typeText(type)} and ${typeText(value.type)}`, args[i]!.span);
    return { ...nestedFlags(all), type, sql: `COALESCE(${all.map((value, i) => castTo(value, type, args[i]!.span).sql).join(', ')})` };
  }
  if (name === 'nullif') {
    const [a, b] = values() as [Typed, Typed];
    if (commonType(a.type, b.type) === null) return fail('TYPE_MISMATCH', `Types are not comparable with NULLIF: ${typeText(a.type)} vs ${typeText(b.type)}`, e.span);
    const flags = nestedFlags([a, b]);
    const text = (sql: string): string => `CASE WHEN ${compare('=', { ...a, sql }, b, e.span).sql} THEN CAST(NULL AS ${carrier(a.type)}) ELSE ${sql} END`;
    return { ...flags, type: a.type, sql: isTrapped(flags) ? text(a.sql) : bind([a.sql], ([name2]) => text(name2!)) };
  }
  if (name === 'try') {
    const [value] = values() as [Typed];
    return value.fails ? { type: value.type, sql: `TRY(${value.sql})`, fails: false, ...trapped([value]) } : value;
  }
  return null;
}
