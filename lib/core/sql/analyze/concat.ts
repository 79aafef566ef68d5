import { typeText } from '@/lib/model/values/type-text';
import type { Span } from '@/lib/ports/parser/port';
import { castTo } from '../emit/cast';
import { bind, carrier } from '../emit/text';
import { fail, refuse } from '../errors';
import { canCoerce, commonType, VARBINARY, VARCHAR } from '../types/coercion';
import { nestedFlags } from './flags';
import { nullOf } from './literal';
import type { Typed } from './typed';

/** a || b: texts, bytes, arrays, and an array with an element. */
export function concatenate(a: Typed, b: Typed, span: Span): Typed {
  const flags = nestedFlags([a, b]);
  const [p, q] = [a.type, b.type];
  if (p.kind === 'varchar' && q.kind === 'varchar') return { ...flags, type: VARCHAR, sql: `(${a.sql} || ${b.sql})` };
  if (p.kind === 'varbinary' && q.kind === 'varbinary') return { ...flags, type: VARBINARY, sql: `(${a.sql} || ${b.sql})` };
  if ((p.kind === 'char' || q.kind === 'char') && (p.kind === 'varchar' || p.kind === 'char') && (q.kind === 'varchar' || q.kind === 'char')) {
    if (p.length === null || q.length === null) return refuse('Concatenating char and varchar without a length', span);
    const [x, y] = [castTo(a, { kind: 'char', length: Math.max(1, p.length) }, span), castTo(b, { kind: 'char', length: Math.max(1, q.length) }, span)];
    return { ...flags, type: { kind: 'char', length: p.length + q.length }, sql: `(${x.sql} || ${y.sql})` };
  }
  // an untyped NULL beside a text makes Trino choose the concatenation of arrays
  if (p.kind === 'varchar' && q.kind === 'unknown') return nullOf({ kind: 'array', element: p });
  if (p.kind === 'unknown' && q.kind === 'varchar') return nullOf({ kind: 'array', element: q });
  if (p.kind === 'array' || q.kind === 'array') return concatenateArrays(a, b, span);
  return fail('FUNCTION_NOT_FOUND', `Unexpected parameters (${typeText(p)}, ${typeText(q)}) for function concat`, span);
}

function concatenateArrays(a: Typed, b: Typed, span: Span): Typed {
  const flags = nestedFlags([a, b]);
  const common = commonType(a.type, b.type);
  if (common !== null && a.type.kind === 'array' && b.type.kind === 'array') {
    const [x, y] = [castTo(a, common, span), castTo(b, common, span)];
    if (flags.subquery) return refuse('Concatenating arrays out of subqueries', span);
    return { ...flags, type: common, sql: bind([x.sql, y.sql], ([l, r]) => `CASE WHEN ${l} IS NULL OR ${r} IS NULL THEN NULL ELSE list_concat(${l}, ${r}) END`) };
  }
  if (a.type.kind === 'unknown' || b.type.kind === 'unknown') return fail('AMBIGUOUS_FUNCTION_CALL', 'Could not choose a best candidate operator. Explicit type casts must be added.', span);
  const [list, item] = a.type.kind === 'array' ? [a, b] : [b, a];
  const element = list.type.kind === 'array' ? commonType(list.type.element, item.type) : null;
  if (element === null || !canCoerce(item.type, element)) return fail('FUNCTION_NOT_FOUND', `Unexpected parameters (${typeText(a.type)}, ${typeText(b.type)}) for function concat`, span);
  const all = castTo(list, { kind: 'array', element }, span);
  const one = `CAST([${castTo(item, element, span).sql}] AS ${carrier(element)}[])`;
  if (flags.subquery) return refuse('Concatenating arrays out of subqueries', span);
  return { ...flags, type: all.type, sql: bind([all.sql, one], ([l, x]) => `CASE WHEN ${l} IS NULL OR ${x}[1] IS NULL THEN NULL ELSE ${list === a ? `list_concat(${l}, ${x})` : `list_concat(${x}, ${l})`} END`) };
}
