import { transformText, type PartitionSpec, type SortOrder, type TableMetadata, type Transform } from '@/lib/model/iceberg';
import { parseTransform } from '@/lib/model/iceberg/schema/spec-json';
import { invalidInput } from '@/lib/model/errors';
import { sourceName } from './source-name';

const applied = (transform: Transform, source: string): string => (transform.kind === 'identity' ? source : `${transformText(transform)}(${source})`);

/** `day(at), bucket[16](id)`; `no partitions`. */
export function specText(metadata: TableMetadata, spec: PartitionSpec): string {
  const fields = spec.fields.filter((field) => field.transform.kind !== 'void').map((field) => applied(field.transform, sourceName(metadata, field.sourceId)));
  return fields.length === 0 ? 'no partitions' : fields.join(', ');
}

/** A text a field: `id ASC NULLS FIRST`. */
export const orderTexts = (metadata: TableMetadata, order: SortOrder): string[] =>
  order.fields.map((field) => `${applied(field.transform, sourceName(metadata, field.sourceId))} ${field.direction.toUpperCase()} ${field.nullOrder === 'nulls-first' ? 'NULLS FIRST' : 'NULLS LAST'}`);
export const orderText = (metadata: TableMetadata, order: SortOrder): string => (order.fields.length === 0 ? 'unsorted' : orderTexts(metadata, order).join(', '));

/** A transform that somebody asks for: `bucket[16]`, also spelled `bucket(16)`. Throws INVALID_INPUT. */
export function readTransform(text: string): Transform {
  const transform = parseTransform(text.trim().toLowerCase().replace(/^(bucket|truncate)\((\d+)\)$/, '$1[$2]'));
  const number = transform.kind === 'bucket' ? transform.buckets : transform.kind === 'truncate' ? transform.width : 1;
  if (transform.kind === 'unknown' || number > 2_147_483_647) throw invalidInput(`${JSON.stringify(text)} is no transform. There are identity, bucket[n], truncate[n], year, month, day, hour and void.`);
  return transform;
}
