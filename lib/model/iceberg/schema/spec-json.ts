import type { JsonValue, PartitionField, PartitionSpec, SortField, SortOrder, Transform } from '../types';
import { present, type Reader } from '../metadata/json';

const BUCKET = /^bucket\[([1-9]\d*)\]$/;
const TRUNCATE = /^truncate\[([1-9]\d*)\]$/;

/** `bucket[16]` and the like; an unknown one is kept as text and reads everything (spec, Partition Transforms). */
export function parseTransform(text: string): Transform {
  switch (text) {
    case 'identity': case 'year': case 'month': case 'day': case 'hour': case 'void': return { kind: text };
    // early writers
    case 'years': return { kind: 'year' };
    case 'months': return { kind: 'month' };
    case 'days': return { kind: 'day' };
    case 'hours': return { kind: 'hour' };
    default: break;
  }
  const bucket = BUCKET.exec(text);
  if (bucket) return { kind: 'bucket', buckets: Number(bucket[1]) };
  const truncate = TRUNCATE.exec(text);
  if (truncate) return { kind: 'truncate', width: Number(truncate[1]) };
  return { kind: 'unknown', text };
}

export function transformText(transform: Transform): string {
  switch (transform.kind) {
    case 'bucket': return `bucket[${transform.buckets}]`;
    case 'truncate': return `truncate[${transform.width}]`;
    case 'unknown': return transform.text;
    default: return transform.kind;
  }
}

/** Field ids of partition fields start here; v1 writers left them out (spec, Partition Evolution). */
export const PARTITION_FIELD_ID_START = 1000;

const sourceOf = (reader: Reader): { sourceId: number; sourceIds?: readonly number[] } => {
  const several = reader.ints('source-ids');
  const sourceId = reader.optionalInt('source-id') ?? several[0];
  if (sourceId === undefined) throw reader.broken('A partition or sort field names no source');
  return several.length > 1 ? { sourceId, sourceIds: several } : { sourceId };
};

export const readPartitionField = (reader: Reader, position: number): PartitionField => ({
  ...sourceOf(reader), fieldId: reader.optionalInt('field-id') ?? PARTITION_FIELD_ID_START + position, name: reader.text('name'), transform: parseTransform(reader.text('transform')), ...reader.kept(),
});

export function readPartitionFields(readers: readonly Reader[]): readonly PartitionField[] {
  return readers.map(readPartitionField);
}

export const readSortField = (reader: Reader): SortField => ({
  ...sourceOf(reader), transform: parseTransform(reader.text('transform')),
  direction: reader.text('direction').toLowerCase() === 'desc' ? 'desc' : 'asc', nullOrder: reader.text('null-order').toLowerCase() === 'nulls-last' ? 'nulls-last' : 'nulls-first', ...reader.kept(),
});
export const readSortOrder = (reader: Reader): SortOrder => ({ orderId: reader.int('order-id'), fields: reader.list('fields', 'a sort field', readSortField), ...reader.kept() });

const writeSource = ({ sourceId, sourceIds }: Pick<PartitionField, 'sourceId' | 'sourceIds'>) => ({ 'source-id': sourceIds ? undefined : sourceId, 'source-ids': sourceIds });
export const writePartitionField = (field: PartitionField): JsonValue =>
  ({ ...present({ ...writeSource(field), 'field-id': field.fieldId, name: field.name, transform: transformText(field.transform) }), ...field.extra });
export const writeSpec = (spec: PartitionSpec): JsonValue => ({ 'spec-id': spec.specId, fields: spec.fields.map(writePartitionField), ...spec.extra });
export const writeSortOrder = (order: SortOrder): JsonValue => ({
  'order-id': order.orderId,
  fields: order.fields.map((field) => ({ ...present(writeSource(field)), transform: transformText(field.transform), direction: field.direction, 'null-order': field.nullOrder, ...field.extra })), ...order.extra,
});
