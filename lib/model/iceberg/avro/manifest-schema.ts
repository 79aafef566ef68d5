import { decimalBytes } from '../decimal';
import { transformResultType } from '../transforms';
import type { IcebergType, PartitionSpec, PrimitiveType } from '../types';

const field = (name: string, id: number, type: unknown): unknown => ({ name, type, 'field-id': id });
const optional = (name: string, id: number, type: unknown): unknown => ({ name, type: ['null', type], default: null, 'field-id': id });
const byField = (name: string, id: number, keyId: number, valueId: number, value: unknown): unknown =>
  optional(name, id, { type: 'array', logicalType: 'map', items: { type: 'record', name: `k${keyId}_v${valueId}`, fields: [field('key', keyId, 'int'), field('value', valueId, value)] } });
const list = (name: string, id: number, elementId: number, element: unknown): unknown => optional(name, id, { type: 'array', items: element, 'element-id': elementId });

/** A name that Avro takes: letters, digits and `_`; what is not goes in by its code, as Java writers do. */
export function avroName(name: string): string {
  const safe = [...name].map((character, index) => (/[A-Za-z_]/.test(character) ? character : /[0-9]/.test(character) ? (index === 0 ? `_${character}` : character) : `_x${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}`)).join('');
  return safe === '' ? '_' : safe;
}

function avroType(type: PrimitiveType, named: Set<string>): unknown {
  const once = (name: string, definition: object): unknown => { if (named.has(name)) return name; named.add(name); return { ...definition, name }; };
  switch (type.type) {
    case 'boolean': case 'int': case 'long': case 'float': case 'double': case 'string': return type.type;
    case 'date': return { type: 'int', logicalType: 'date' };
    case 'time': return { type: 'long', logicalType: 'time-micros' };
    case 'timestamp': case 'timestamptz': return { type: 'long', logicalType: 'timestamp-micros', 'adjust-to-utc': type.type === 'timestamptz' };
    case 'timestamp_ns': case 'timestamptz_ns': return { type: 'long', logicalType: 'timestamp-nanos', 'adjust-to-utc': type.type === 'timestamptz_ns' };
    case 'uuid': return once('uuid_fixed', { type: 'fixed', size: 16, logicalType: 'uuid' });
    case 'fixed': return once(`fixed_${type.length}`, { type: 'fixed', size: type.length });
    case 'decimal': return once(`decimal_${type.precision}_${type.scale}`, { type: 'fixed', size: decimalBytes(type.precision), logicalType: 'decimal', precision: type.precision, scale: type.scale });
    default: return 'bytes';
  }
}

/** Types of a spec's partition values, by position; `typeOf` gives a source column's type. */
export function partitionTypes(spec: PartitionSpec, typeOf: (sourceId: number) => IcebergType | null): readonly PrimitiveType[] {
  return spec.fields.map(({ transform, sourceId }) => transformResultType(transform, typeOf(sourceId) ?? { type: 'unknown' }));
}

/** Avro schema of a manifest (spec, Manifests), with field ids at every level. */
export function manifestSchema(formatVersion: number, spec: PartitionSpec, types: readonly PrimitiveType[]): unknown {
  const named = new Set<string>();
  const newer = formatVersion >= 2;
  const partition = { type: 'record', name: 'r102', fields: spec.fields.map((f, index) => optional(avroName(f.name), f.fieldId, avroType(types[index] ?? { type: 'unknown' }, named))) };
  const dataFile = {
    type: 'record', name: 'r2',
    fields: [
      ...(newer ? [field('content', 134, 'int')] : []),
      field('file_path', 100, 'string'), field('file_format', 101, 'string'), field('partition', 102, partition), field('record_count', 103, 'long'), field('file_size_in_bytes', 104, 'long'),
      ...(newer ? [] : [field('block_size_in_bytes', 105, 'long')]),
      byField('column_sizes', 108, 117, 118, 'long'), byField('value_counts', 109, 119, 120, 'long'), byField('null_value_counts', 110, 121, 122, 'long'), byField('nan_value_counts', 137, 138, 139, 'long'),
      byField('lower_bounds', 125, 126, 127, 'bytes'), byField('upper_bounds', 128, 129, 130, 'bytes'), optional('key_metadata', 131, 'bytes'), list('split_offsets', 132, 133, 'long'),
      ...(newer ? [list('equality_ids', 135, 136, 'int')] : []),
      optional('sort_order_id', 140, 'int'),
      ...(newer ? [optional('referenced_data_file', 143, 'string')] : []),
      ...(formatVersion >= 3 ? [optional('first_row_id', 142, 'long'), optional('content_offset', 144, 'long'), optional('content_size_in_bytes', 145, 'long')] : []),
    ],
  };
  return {
    type: 'record', name: 'manifest_entry',
    fields: [
      field('status', 0, 'int'), newer ? optional('snapshot_id', 1, 'long') : field('snapshot_id', 1, 'long'),
      ...(newer ? [optional('sequence_number', 3, 'long'), optional('file_sequence_number', 4, 'long')] : []),
      field('data_file', 2, dataFile),
    ],
  };
}
