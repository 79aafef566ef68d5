import type { ContentFile, FieldSummary, IcebergType, ManifestFile, PartitionSpec, PrimitiveType, PrimitiveValue } from '../types';
import { compareValues, valueFromBytes } from '../values';
import { mayMatch, type Known } from './bounds';
import type { Bound } from './bind';

const isFloat = (type: IcebergType): boolean => type.type === 'float' || type.type === 'double';
const decode = (type: IcebergType, bytes: Uint8Array | null | undefined): PrimitiveValue | null => {
  if (bytes === null || bytes === undefined) return null;
  const value = valueFromBytes(type, bytes);
  // a NaN bound (an old writer's) says nothing
  return typeof value === 'number' && Number.isNaN(value) ? null : value;
};

/**
 * Bounds the wrong way round say nothing: Java orders UUIDs as signed numbers, so where both halves occur its lower one
 * begins with 8 to f and its upper one with 0 to 7.
 */
function bounds(type: IcebergType, low: Uint8Array | null | undefined, high: Uint8Array | null | undefined): Pick<Known, 'lower' | 'upper'> {
  const lower = decode(type, low);
  const upper = decode(type, high);
  return lower !== null && upper !== null && compareValues(lower, upper) > 0 ? { lower: null, upper: null } : { lower, upper };
}

function summaryKnown(summary: FieldSummary, type: IcebergType): Known {
  const { lower, upper } = bounds(type, summary.lowerBound, summary.upperBound);
  const mayBeNan = isFloat(type) && summary.containsNan !== false;
  // no bounds at all: only nulls, unless NaN hides there
  const allNull = summary.containsNull && summary.lowerBound === null && summary.upperBound === null && !mayBeNan;
  return { lower, upper, mayBeNull: summary.containsNull, mayBeNan, allNull, allNan: false };
}

/** False when no file of the manifest can match: `projected` is over the partition fields of the manifest's spec. */
export function manifestMayMatch(projected: Bound, manifest: ManifestFile, spec: PartitionSpec, types: readonly PrimitiveType[]): boolean {
  const { partitions } = manifest;
  if (partitions === null) return true;
  return mayMatch(projected, (id) => {
    const position = spec.fields.findIndex((field) => field.fieldId === id);
    const summary = partitions[position];
    const type = types[position];
    return summary && type ? summaryKnown(summary, type) : null;
  });
}

/** False when the partition of a file cannot match. */
export function partitionMayMatch(projected: Bound, file: ContentFile, spec: PartitionSpec): boolean {
  return mayMatch(projected, (id) => {
    const position = spec.fields.findIndex((field) => field.fieldId === id);
    if (position < 0) return null;
    const value = file.partition[position] ?? null;
    const nan = typeof value === 'number' && Number.isNaN(value);
    return { lower: nan ? null : value, upper: nan ? null : value, mayBeNull: value === null, mayBeNan: nan, allNull: value === null, allNan: nan };
  });
}

/** False when no row of the file can match, by its column metrics. */
export function fileMayMatch(bound: Bound, file: ContentFile, typeOf: (fieldId: number) => IcebergType | null): boolean {
  return mayMatch(bound, (id) => {
    const type = typeOf(id);
    if (type === null) return null;
    const nulls = file.nullValueCounts?.get(id);
    const values = file.valueCounts?.get(id);
    const nans = file.nanValueCounts?.get(id);
    const counted = values !== undefined && values >= 0;
    const allNull = counted && nulls !== undefined && nulls === values;
    const allNan = counted && nans !== undefined && nans > 0 && nans === values;
    return { ...bounds(type, file.lowerBounds?.get(id), file.upperBounds?.get(id)), mayBeNull: nulls !== 0, mayBeNan: isFloat(type) && nans !== 0, allNull, allNan };
  });
}

/** True when every row of a file with this partition satisfies `bound`: only identity and whole-unit comparisons can prove it. */
export function partitionProves(bound: Bound, file: ContentFile, spec: PartitionSpec): boolean {
  switch (bound.op) {
    case 'true': return true;
    case 'false': return false;
    case 'and': return bound.args.every((arg) => partitionProves(arg, file, spec));
    case 'or': return bound.args.some((arg) => partitionProves(arg, file, spec));
    default: break;
  }
  const position = spec.fields.findIndex((field) => field.sourceId === bound.fieldId && field.transform.kind === 'identity');
  if (position < 0) return false;
  const value = file.partition[position] ?? null;
  if (value === null) return bound.op === 'is-null';
  // engines do not agree on how NaN compares, and is-nan may stand here for a comparison that was negated
  if (typeof value === 'number' && Number.isNaN(value)) return false;
  switch (bound.op) {
    case 'not-null': return true;
    case '=': return compareValues(value, bound.value) === 0;
    case '<': return compareValues(value, bound.value) < 0;
    case '<=': return compareValues(value, bound.value) <= 0;
    case '>': return compareValues(value, bound.value) > 0;
    case '>=': return compareValues(value, bound.value) >= 0;
    case 'in': return bound.values.some((one) => compareValues(value, one) === 0);
    default: return false;
  }
}
