import { keepsOrder, transformResultType, transformValue } from '../transforms';
import type { IcebergType, PartitionSpec, PartitionField, PrimitiveValue } from '../types';
import { compareValues } from '../values';
import { and, ALWAYS, or, type Bound } from './bind';

/**
 * The same predicate over partition values (by partition field id): whatever fails it cannot hold a row that satisfies
 * the original (spec, Scan Planning: inclusive projection).
 */
export function projectInclusive(bound: Bound, spec: PartitionSpec): Bound {
  switch (bound.op) {
    case 'true': case 'false': return bound;
    case 'and': return and(bound.args.map((arg) => projectInclusive(arg, spec)));
    case 'or': return or(bound.args.map((arg) => projectInclusive(arg, spec)));
    default: return and(spec.fields.filter((field) => field.sourceId === bound.fieldId && !field.sourceIds).map((field) => projectLeaf(bound, field)));
  }
}

type Leaf = Exclude<Bound, { op: 'true' | 'false' | 'and' | 'or' }>;

function projectLeaf(bound: Leaf, field: PartitionField): Bound {
  const { transform } = field;
  if (transform.kind === 'void' || transform.kind === 'unknown') return ALWAYS;
  const result = { fieldId: field.fieldId, type: transformResultType(transform, bound.type) };
  const map = (value: PrimitiveValue): PrimitiveValue | null => transformValue(transform, bound.type, value);
  switch (bound.op) {
    case 'is-null': return { op: 'is-null', ...result };
    case 'not-null': return { op: 'not-null', ...result };
    case 'is-nan': case 'not-nan': return transform.kind === 'identity' ? { op: bound.op, ...result } : ALWAYS;
    case '=': { const value = map(bound.value); return value === null ? ALWAYS : { op: 'in', ...result, values: orOffByOne(field, bound.type, value) }; }
    case 'in': {
      const values = bound.values.map(map);
      return values.includes(null) ? ALWAYS : { op: 'in', ...result, values: values.flatMap((value) => (value === null ? [] : orOffByOne(field, bound.type, value))) };
    }
    case '<': case '<=': case '>': case '>=': {
      if (!keepsOrder(transform)) return ALWAYS;
      if (transform.kind === 'identity') return { op: bound.op, ...result, value: bound.value };
      const limit = bound.op === '<' ? step(bound.type, bound.value, -1) : bound.op === '>' ? step(bound.type, bound.value, 1) : bound.value;
      const value = map(limit);
      if (value === null) return ALWAYS;
      if (bound.op === '>' || bound.op === '>=') return transform.kind === 'truncate' && compareValues(value, limit) > 0 ? ALWAYS : { op: '>=', ...result, value };
      const wrapped = wrappedValue(transform, bound.type);
      return or([{ op: '<=', ...result, value: orOffByOne(field, bound.type, value).at(-1) ?? value }, ...(wrapped === null ? [] : [{ op: '=' as const, ...result, value: wrapped }])]);
    }
    case 'starts-with': {
      if (transform.kind === 'identity') return { ...bound, ...result };
      if (transform.kind !== 'truncate' || typeof bound.value !== 'string') return ALWAYS;
      const length = [...bound.value].length;
      if (length < transform.width) return { op: 'starts-with', ...result, value: bound.value };
      const value = map(bound.value);
      return value === null ? ALWAYS : { op: '=', ...result, value };
    }
    case '!=': return transform.kind === 'identity' ? { ...bound, ...result } : ALWAYS;
    case 'not-in': return transform.kind === 'identity' ? { ...bound, ...result } : ALWAYS;
    case 'not-starts-with': return transform.kind === 'identity' ? { ...bound, ...result } : ALWAYS;
  }
}

/**
 * Early writers cut years, months, days and hours before 1970 towards zero, one too high; Iceberg's own readers allow for
 * that (ProjectionUtil.fixInclusiveTimeProjection). Days of dates were never cut.
 */
function orOffByOne({ transform }: PartitionField, source: IcebergType, value: PrimitiveValue): readonly PrimitiveValue[] {
  const cuts = transform.kind === 'year' || transform.kind === 'month' || transform.kind === 'hour' || (transform.kind === 'day' && source.type !== 'date');
  return cuts && typeof value === 'number' && value < 0 ? [value, value + 1] : [value];
}

/** The next value below or above, for types that have one; the value itself otherwise, which is wider and so still right. */
function step(type: IcebergType, value: PrimitiveValue, by: 1 | -1): PrimitiveValue {
  switch (type.type) {
    case 'int': case 'date': return Number(value) + by;
    case 'long': case 'decimal': case 'timestamp': case 'timestamptz': case 'timestamp_ns': case 'timestamptz_ns': return BigInt(value as bigint) + BigInt(by);
    default: return value;
  }
}

/** The partition of the least values of a type, where truncating them has wrapped around to one of the greatest. */
function wrappedValue(transform: PartitionField['transform'], type: IcebergType): PrimitiveValue | null {
  if (transform.kind !== 'truncate' || (type.type !== 'int' && type.type !== 'long')) return null;
  const least = transformValue(transform, type, type.type === 'int' ? -(2 ** 31) : -(2n ** 63n));
  return least !== null && compareValues(least, typeof least === 'bigint' ? 0n : 0) > 0 ? least : null;
}
