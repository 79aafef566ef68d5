import type { IcebergType } from '@/lib/model/iceberg/types';
import type { MetricsModes, WrittenFile } from '../../port';
import { boundBytes } from './bounds';
import type { Leaf } from './file-schema';

/** A map of the engine's as its JSON. */
type JsonMap<Value> = readonly { readonly key: string; readonly value: Value }[];
/** A row of COPY's RETURN_STATS, as JSON: file name, rows, bytes, footer bytes, statistics by column, values of PARTITION_BY. */
export type CopyStatistics = readonly [string, string, string, string, JsonMap<JsonMap<string>>, JsonMap<string> | null];

/** What was found of a column that holds NaN: how many, and the bounds of the others as the engine writes numbers. */
export interface NanStatistics { readonly count: number; readonly min: string | null; readonly max: string | null }

/** By the engine's path of a column and the name of a figure. */
export const statisticsByPath = ([, , , , columns]: CopyStatistics): ReadonlyMap<string, ReadonlyMap<string, string>> =>
  new Map(columns.map(({ key, value }) => [key, new Map(value.map((entry) => [entry.key, entry.value]))]));

/** Characters or bytes that bounds keep unless a table says otherwise: Iceberg's default. */
const BOUND_LENGTH = 16;

/** Bounds say nothing for what repeats in a row, nor where DuckDB orders otherwise than the format. */
const isBounded = (type: IcebergType, repeated: boolean): boolean => !repeated && type.type !== 'uuid';
const isFloating = ({ type: { type }, repeated }: Leaf): boolean => !repeated && (type === 'float' || type === 'double');

interface FileOnDisk { readonly path: string; readonly statistics: CopyStatistics; readonly partition: WrittenFile['partition'] }

/** What a manifest says of a file, from what DuckDB says that it wrote, as far as the table's metrics modes want it. */
export function writtenFile({ path: localPath, statistics, partition }: FileOnDisk, leaves: readonly Leaf[], metrics: MetricsModes, nans: ReadonlyMap<number, NanStatistics> = new Map()): WrittenFile {
  const byPath = statisticsByPath(statistics);
  const numbers = { columnSizes: new Map<number, number>(), valueCounts: new Map<number, number>(), nullValueCounts: new Map<number, number>(), nanValueCounts: new Map<number, number>() };
  const lowerBounds = new Map<number, Uint8Array>();
  const upperBounds = new Map<number, Uint8Array>();
  for (const leaf of leaves) {
    const { path, id, type, repeated } = leaf;
    const found = byPath.get(path);
    if (!found) continue;
    const keep = (counts: Map<number, number>, name: string): void => {
      const count = found.get(name);
      if (count !== undefined) counts.set(id, Number(count));
    };
    keep(numbers.columnSizes, 'column_size_bytes');
    const mode = metrics.get(id) ?? BOUND_LENGTH;
    if (mode === 'none') continue;
    keep(numbers.valueCounts, 'num_values');
    keep(numbers.nullValueCounts, 'null_count');
    const nan = nans.get(id);
    if (isFloating(leaf) && (nan !== undefined || found.get('has_nan') === 'false')) numbers.nanValueCounts.set(id, nan?.count ?? 0);
    const [min, max] = nan === undefined || found.get('has_nan') === 'false' ? [found.get('min'), found.get('max')] : [nan.min, nan.max];
    if (mode === 'counts' || typeof min !== 'string' || typeof max !== 'string' || !isBounded(type, repeated)) continue;
    const length = mode === 'full' ? Infinity : mode;
    const [lower, upper] = [boundBytes(min, type, false, length), boundBytes(max, type, true, length)];
    if (lower) lowerBounds.set(id, lower);
    if (upper) upperBounds.set(id, upper);
  }
  return { localPath, recordCount: Number(statistics[1]), fileSizeInBytes: Number(statistics[2]), partition, ...numbers, lowerBounds, upperBounds };
}
