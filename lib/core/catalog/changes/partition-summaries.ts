import { compareValues, valueToBytes, type ContentFile, type FieldSummary, type PartitionSpec, type PrimitiveType, type PrimitiveValue } from '@/lib/model/iceberg';

const isNan = (value: PrimitiveValue | null): boolean => typeof value === 'number' && Number.isNaN(value);

/** Range of each partition field over the files of a manifest, by which readers pass over it. */
export function partitionSummaries(spec: PartitionSpec, types: readonly PrimitiveType[], files: readonly ContentFile[]): readonly FieldSummary[] {
  return spec.fields.map((_, index) => {
    let containsNull = false;
    let containsNan = false;
    let low: PrimitiveValue | null = null;
    let high: PrimitiveValue | null = null;
    for (const { partition } of files) {
      const value = partition[index] ?? null;
      if (value === null) containsNull = true;
      else if (isNan(value)) containsNan = true;
      else {
        if (low === null || compareValues(value, low) < 0) low = value;
        if (high === null || compareValues(value, high) > 0) high = value;
      }
    }
    const bytes = (value: PrimitiveValue | null): Uint8Array | null => { const type = types[index]; return value === null || type === undefined ? null : valueToBytes(type, value); };
    return { containsNull, containsNan, lowerBound: bytes(low), upperBound: bytes(high) };
  });
}
