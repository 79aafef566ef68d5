import type { LogicalType } from '@/lib/model/values/types';
import type { CompareOp } from '../ast';
import { isFloat, mayHoldNaN } from '../types/coercion';
import { refuse } from '../errors';
import { bind } from './text';
import type { Typed } from '../analyze/typed';

const canBeNaN = (value: Typed): boolean => isFloat(value.type) && value.nan !== false;

/** `a op b` of two values of one type, as Trino compares: NaN equals nothing, NULL inside a row or an array is unknown. */
export function compareSql(op: CompareOp, a: Typed, b: Typed): string {
  if (isFloat(a.type)) return compareFloats(op, a, b);
  if (a.type.kind === 'row' || a.type.kind === 'array' || a.type.kind === 'map') {
    if (op !== '=' && op !== '<>') return refuse(`Ordering values of type ${a.type.kind} with ${op}`, null);
    const equal = bind([a.sql, b.sql], ([x, y]) => equalNested(a.type, x!, y!));
    return op === '=' ? equal : `(NOT ${equal})`;
  }
  if (a.type.kind === 'uuid' && op !== '=' && op !== '<>') return refuse('Ordering values of type uuid', null);
  return `(${a.sql} ${op} ${b.sql})`;
}

function compareFloats(op: CompareOp, a: Typed, b: Typed): string {
  const plain = `(${a.sql} ${op} ${b.sql})`;
  const [left, right] = [canBeNaN(a), canBeNaN(b)];
  // DuckDB holds NaN for the greatest value and equal to itself
  const guarded = op === '=' || op === '<>' ? left && right : op === '<' || op === '<=' ? right : left;
  if (!guarded) return plain;
  return bind([a.sql, b.sql], ([x, y]) => {
    if (op === '=') return `(${x} = ${y} AND NOT (isnan(${x}) AND isnan(${y})))`;
    if (op === '<>') return `(${x} <> ${y} OR (isnan(${x}) AND isnan(${y})))`;
    const [big, other] = op === '<' || op === '<=' ? [y, x] : [x, y];
    return `(${x} ${op} ${y} AND (NOT isnan(${big}) OR ${other} IS NULL))`;
  });
}

function equalNested(type: LogicalType, x: string, y: string): string {
  const value = (t: LogicalType, sql: string): Typed => ({ type: t, sql, fails: false });
  const known = `CASE WHEN ${x} IS NULL OR ${y} IS NULL THEN NULL ELSE`;
  if (type.kind === 'row') {
    const fields = type.fields.map((field, i) => compareSql('=', value(field.type, `struct_extract(${x}, 'f${i + 1}')`), value(field.type, `struct_extract(${y}, 'f${i + 1}')`)));
    return `(${known} ${fields.join(' AND ')} END)`;
  }
  if (type.kind === 'array') {
    const item = lambdaName(x + y);
    const pairs = `list_transform(range(1, len(${x}) + 1), lambda ${item}: ${compareSql('=', value(type.element, `${x}[${item}]`), value(type.element, `${y}[${item}]`))})`;
    return `(${known} CASE WHEN len(${x}) <> len(${y}) THEN false ELSE ${allTrue(pairs)} END END)`;
  }
  if (type.kind !== 'map' || mayHoldNaN(type.key)) return refuse(`Comparing values of this type`, null);
  const key = lambdaName(x + y);
  const pairs = `list_transform(map_keys(${x}), lambda ${key}: CASE WHEN NOT list_contains(map_keys(${y}), ${key}) THEN false ELSE ${compareSql('=', value(type.value, `map_extract_value(${x}, ${key})`), value(type.value, `map_extract_value(${y}, ${key})`))} END)`;
  return `(${known} CASE WHEN cardinality(${x}) <> cardinality(${y}) THEN false ELSE ${allTrue(pairs)} END END)`;
}

/** A name that hides none of those in `sql`. */
function lambdaName(sql: string): string {
  return `v${Math.max(0, ...[...sql.matchAll(/\bv(\d+)\b/g)].map((match) => Number(match[1]))) + 1}`;
}

/** AND over a list with unknowns: false wins, then unknown. */
const allTrue = (list: string): string => bind([list], ([l]) => `CASE WHEN list_contains(${l}, false) THEN false WHEN list_count(${l}) < len(${l}) THEN NULL ELSE true END`);

/** `a IS DISTINCT FROM b`: NaN is like NaN here, in Trino too. */
export const distinctSql = (a: Typed, b: Typed, negated: boolean): string => `(${a.sql} IS ${negated ? 'NOT ' : ''}DISTINCT FROM ${b.sql})`;
