import type { LoadedTable } from '@/lib/core/catalog';
import { currentSnapshot, currentSpec, partitionText, transformValue, typeOfField, valueFromBytes, type ContentFile, type IcebergType, type PartitionField, type PrimitiveType, type PrimitiveValue, type TableMetadata } from '@/lib/model/iceberg';
import type { Context } from '@/lib/kernel/context';
import { entriesOf } from '../entries';
import { tableOf, type InTable } from '../inputs';
import type { Effect } from './effect';

const FILES_MAX = 2_000;
const EXAMPLES_MAX = 10;
const STEPS_MAX = 100_000;

/**
 * How many partitions the rows that are there would fall into under the spec of `after`, by the bounds of at most 2,000
 * data files: between its bounds a file is taken to have every value of a time, so the number is an upper estimate there
 * and a lower one for identity and truncate. Examples are values of rows: only for who may select.
 */
export async function estimatePartitions(ctx: Context, input: InTable, loaded: LoadedTable, after: TableMetadata): Promise<Effect['partitions']> {
  const fields = currentSpec(after).fields.filter(({ transform }) => transform.kind !== 'void');
  if (fields.length === 0) return null;
  const seen = fields.map((): Set<string> => new Set());
  const examples = new Set<string>();
  let sampledFiles = 0;
  sampling: for await (const entries of entriesOf(ctx, loaded, currentSnapshot(loaded.metadata), { statisticsOf: new Set(fields.map(({ sourceId }) => sourceId)) }, (manifest) => manifest.content === 'data')) {
    for (const { status, file } of entries) {
      if (status === 'deleted') continue;
      const texts = fields.map((field, index) => valuesOf(field, typeOfField(after, field.sourceId), file, seen[index] ?? new Set()));
      if (texts.every((text) => text !== null) && examples.size < EXAMPLES_MAX) examples.add(texts.map((text, index) => `${fields[index]?.name}=${text}`).join(', '));
      sampledFiles += 1;
      if (sampledFiles === FILES_MAX) break sampling;
    }
  }
  const estimated = seen.reduce((product, values) => Math.min(Number.MAX_SAFE_INTEGER, product * Math.max(1, values.size)), 1);
  return { estimated: sampledFiles === 0 ? 0 : estimated, sampledFiles, examples: ctx.can('select', tableOf(input)) ? [...examples] : [] };
}

/** Adds the partition values that a file's bounds show; answers the text of the least. */
function valuesOf({ transform, sourceId }: PartitionField, type: IcebergType | null, file: ContentFile, into: Set<string>): string | null {
  if (type === null) return null;
  const bound = (bounds: ContentFile['lowerBounds']): PrimitiveValue | null => {
    const bytes = bounds?.get(sourceId);
    return bytes === undefined ? null : valueFromBytes(type, bytes);
  };
  const [low, high] = [bound(file.lowerBounds), bound(file.upperBounds)];
  if (low === null || high === null) return null;
  const [first, last] = [transformValue(transform, type, low), transformValue(transform, type, high)];
  if (first === null || last === null) return null;
  const say = (value: PrimitiveValue): string => partitionText(transform, type as PrimitiveType, value);
  const isTime = transform.kind === 'year' || transform.kind === 'month' || transform.kind === 'day' || transform.kind === 'hour';
  // buckets are spread evenly over a file's rows
  const [from, to] = transform.kind === 'bucket' ? [0, Math.min(transform.buckets, file.recordCount) - 1] : [first, last];
  if ((isTime || transform.kind === 'bucket') && typeof from === 'number' && typeof to === 'number') {
    for (let value = from; value <= to && into.size < STEPS_MAX; value += 1) into.add(say(value));
  } else for (const value of [first, last]) if (into.size < STEPS_MAX) into.add(say(value));
  return say(first);
}
