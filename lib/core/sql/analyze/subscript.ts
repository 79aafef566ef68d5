import { typeText } from '@/lib/model/values/type-text';
import type { Expr } from '../ast';
import { castTo } from '../emit/cast';
import { fieldOf } from '../emit/nested';
import { bind, carrier, failure, failureOf } from '../emit/text';
import { fail, refuse } from '../errors';
import { BIGINT, canCoerce, mayHoldNaN } from '../types/coercion';
import { nestedFlags } from './flags';
import type { Context, Typed } from './typed';

/** base[index]: outside an array and for a missing key it fails, where DuckDB gives NULL. */
export function subscript(e: Extract<Expr, { node: 'subscript' }>, cx: Context): Typed {
  const [base, index] = [cx.env.expr(e.base, cx), cx.env.expr(e.index, cx)];
  const flags = { ...nestedFlags([base, index]), fails: true };
  if (base.type.kind === 'row') {
    const at = typeof index.constant === 'string' && e.index.node === 'integer' ? Number(index.constant) : fail('TYPE_MISMATCH', 'Subscript expression on ROW requires a constant index', e.index.span);
    if (at < 1) return fail('INVALID_FUNCTION_ARGUMENT', `Invalid subscript index: ${at}. ROW indices start at 1`, e.index.span);
    if (at > base.type.fields.length) return fail('INVALID_FUNCTION_ARGUMENT', `Subscript index out of bounds: ${at}, max value is ${base.type.fields.length}`, e.index.span);
    return fieldOf(base, at - 1);
  }
  if (flags.subquery) return refuse('A subscript over a subquery', e.span);
  if (base.type.kind === 'array') {
    if (!canCoerce(index.type, BIGINT)) return fail('TYPE_MISMATCH', `Cannot use ${typeText(index.type)} for subscript of ${typeText(base.type)}`, e.index.span);
    const type = carrier(base.type.element);
    const invalid = (text: string): string => failure('INVALID_FUNCTION_ARGUMENT', text, type);
    return { ...flags, type: base.type.element, sql: bind([base.sql, castTo(index, BIGINT, e.span).sql], ([list, i]) =>
      `CASE WHEN ${i} = 0 THEN ${invalid('SQL array indices start at 1')} WHEN ${i} < 0 THEN ${invalid('Array subscript is negative')} WHEN ${i} > len(${list}) THEN ${failureOf('INVALID_FUNCTION_ARGUMENT', `'Array subscript must be less than or equal to array length: ' || ${i} || ' > ' || len(${list})`, type)} ELSE ${list}[${i}] END`) };
  }
  if (base.type.kind === 'map') {
    if (!canCoerce(index.type, base.type.key)) return fail('TYPE_MISMATCH', `Cannot use ${typeText(index.type)} for subscript of ${typeText(base.type)}`, e.index.span);
    if (mayHoldNaN(base.type.key)) return refuse('A map with keys of this type', e.span);
    const key = castTo(index, base.type.key, e.span);
    return { ...flags, type: base.type.value, sql: bind([base.sql, key.sql], ([map, k]) =>
      `CASE WHEN ${map} IS NOT NULL AND ${k} IS NOT NULL AND NOT map_contains(${map}, ${k}) THEN ${failure('INVALID_FUNCTION_ARGUMENT', 'Key not present in map', carrier((base.type as { value: typeof BIGINT }).value))} ELSE map_extract_value(${map}, ${k}) END`) };
  }
  return fail('TYPE_MISMATCH', `Cannot use ${typeText(index.type)} for subscript of ${typeText(base.type)}`, e.base.span);
}
