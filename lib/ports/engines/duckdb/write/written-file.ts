import type { IcebergType } from '@/lib/model/iceberg/types';
import type { WrittenFile } from '../../port';
import { boundBytes } from './bounds';
import type { Leaf } from './file-schema';

/** A row of COPY's RETURN_STATS, as JSON: file name, rows, bytes, footer bytes, statistics by column. */
export type CopyStatistics = readonly [string, string, string, string, readonly { readonly key: string; readonly value: readonly { readonly key: string; readonly value: string }[] }[], ...unknown[]];

/** Bounds say nothing for what repeats in a row, nor where DuckDB orders otherwise than the format. */
const isBounded = (type: IcebergType, repeated: boolean): boolean => !repeated && type.type !== 'uuid';

/** What a manifest says of a file, from what DuckDB says that it wrote. NaN counts are not given and so left out. */
export function writtenFile([localPath, rows, bytes, , columns]: CopyStatistics, leaves: readonly Leaf[], partition: WrittenFile['partition']): WrittenFile {
  const byPath = new Map(columns.map(({ key, value }) => [key, new Map(value.map((entry) => [entry.key, entry.value]))]));
  const numbers = { columnSizes: new Map<number, number>(), valueCounts: new Map<number, number>(), nullValueCounts: new Map<number, number>() };
  const lowerBounds = new Map<number, Uint8Array>();
  const upperBounds = new Map<number, Uint8Array>();
  for (const { path, id, type, repeated } of leaves) {
    const found = byPath.get(path);
    if (!found) continue;
    const keep = (counts: Map<number, number>, name: string): void => {
      const count = found.get(name);
      if (count !== undefined) counts.set(id, Number(count));
    };
    keep(numbers.columnSizes, 'column_size_bytes');
    keep(numbers.valueCounts, 'num_values');
    keep(numbers.nullValueCounts, 'null_count');
    const [min, max] = [found.get('min'), found.get('max')];
    if (min === undefined || max === undefined || !isBounded(type, repeated)) continue;
    const [lower, upper] = [boundBytes(min, type, false), boundBytes(max, type, true)];
    if (lower) lowerBounds.set(id, lower);
    if (upper) upperBounds.set(id, upper);
  }
  return { localPath, recordCount: Number(rows), fileSizeInBytes: Number(bytes), partition, ...numbers, lowerBounds, upperBounds };
}
