import { brokenTable } from '@/lib/model/errors';
import type { IcebergType, JsonValue, NestedField, PrimitiveKind, Schema } from '../types';
import { Reader, present } from '../metadata/json';

const SIMPLE: ReadonlySet<string> = new Set<PrimitiveKind>(['boolean', 'int', 'long', 'float', 'double', 'date', 'time', 'timestamp', 'timestamptz', 'timestamp_ns', 'timestamptz_ns', 'string', 'uuid', 'binary', 'unknown', 'variant']);
const DECIMAL = /^decimal\(\s*(\d+)\s*,\s*(\d+)\s*\)$/;
const FIXED = /^fixed\[\s*(\d+)\s*\]$/;
const GEOMETRY = /^geometry(?:\(\s*(.*?)\s*\))?$/;
const GEOGRAPHY = /^geography(?:\(\s*(.*?)\s*(?:,\s*(\w+)\s*)?\))?$/;

/** A primitive type from its text (`decimal(9,2)`, `fixed[16]`), or null when there is no such type. */
export function parsePrimitive(text: string): IcebergType | null {
  if (SIMPLE.has(text)) return { type: text as PrimitiveKind };
  const decimal = DECIMAL.exec(text);
  if (decimal) return { type: 'decimal', precision: Number(decimal[1]), scale: Number(decimal[2]) };
  const fixed = FIXED.exec(text);
  if (fixed) return { type: 'fixed', length: Number(fixed[1]) };
  const geometry = GEOMETRY.exec(text);
  if (geometry) return { type: 'geometry', crs: geometry[1] || null };
  const geography = GEOGRAPHY.exec(text);
  if (geography) return { type: 'geography', crs: geography[1] || null, algorithm: geography[2] ?? null };
  return null;
}

/** The text of a type: as metadata spells a primitive, `struct<…>`, `list<…>`, `map<…>` for the rest. */
export function typeToText(type: IcebergType): string {
  switch (type.type) {
    case 'decimal': return `decimal(${type.precision}, ${type.scale})`;
    case 'fixed': return `fixed[${type.length}]`;
    case 'geometry': return type.crs === null ? 'geometry' : `geometry(${type.crs})`;
    case 'geography': return type.crs === null ? 'geography' : `geography(${type.crs}${type.algorithm === null ? '' : `, ${type.algorithm}`})`;
    case 'struct': return `struct<${type.fields.map((field) => `${field.id}: ${field.name}: ${field.required ? 'required' : 'optional'} ${typeToText(field.type)}`).join(', ')}>`;
    case 'list': return `list<${typeToText(type.element)}>`;
    case 'map': return `map<${typeToText(type.key)}, ${typeToText(type.value)}>`;
    default: return type.type;
  }
}

/** Reads a type (spec, Appendix C). Throws BROKEN_TABLE for one that nobody knows. */
export function readType(value: JsonValue | undefined, file: string): IcebergType {
  if (typeof value === 'string') {
    const type = parsePrimitive(value);
    if (type === null) throw brokenTable(`${file} names a type that this console does not know: ${value}.`, file);
    return type;
  }
  const reader = new Reader(value, 'a type', file);
  const kind = reader.text('type');
  switch (kind) {
    case 'struct': return { type: 'struct', fields: reader.list('fields', 'a field', (field) => readField(field, file)), ...reader.kept() };
    case 'list': return { type: 'list', elementId: reader.int('element-id'), element: readType(reader.raw('element'), file), elementRequired: reader.optionalBoolean('element-required') ?? false, ...reader.kept() };
    case 'map':
      return { type: 'map', keyId: reader.int('key-id'), key: readType(reader.raw('key'), file), valueId: reader.int('value-id'), value: readType(reader.raw('value'), file), valueRequired: reader.optionalBoolean('value-required') ?? false, ...reader.kept() };
    default: throw brokenTable(`${file} names a type that this console does not know: ${kind}.`, file);
  }
}

export function readField(reader: Reader, file: string): NestedField {
  const doc = reader.optionalText('doc');
  const initialDefault = reader.raw('initial-default');
  const writeDefault = reader.raw('write-default');
  return {
    id: reader.int('id'), name: reader.text('name'), required: reader.optionalBoolean('required') ?? false, type: readType(reader.raw('type'), file),
    ...(doc === null ? {} : { doc }),
    ...(initialDefault === undefined || initialDefault === null ? {} : { initialDefault }),
    ...(writeDefault === undefined || writeDefault === null ? {} : { writeDefault }),
    ...reader.kept(),
  };
}

export function readSchema(reader: Reader, file: string, fallbackId: number): Schema {
  reader.raw('type');
  return { schemaId: reader.optionalInt('schema-id') ?? fallbackId, fields: reader.list('fields', 'a field', (field) => readField(field, file)), identifierFieldIds: reader.ints('identifier-field-ids'), ...reader.kept() };
}

export function writeType(type: IcebergType): JsonValue {
  switch (type.type) {
    case 'struct': return { type: 'struct', fields: type.fields.map(writeField), ...type.extra };
    case 'list': return { type: 'list', 'element-id': type.elementId, element: writeType(type.element), 'element-required': type.elementRequired, ...type.extra };
    case 'map': return { type: 'map', 'key-id': type.keyId, key: writeType(type.key), 'value-id': type.valueId, value: writeType(type.value), 'value-required': type.valueRequired, ...type.extra };
    default: return typeToText(type);
  }
}

export const writeField = (field: NestedField): JsonValue =>
  ({ ...present({ id: field.id, name: field.name, required: field.required, type: writeType(field.type), doc: field.doc, 'initial-default': field.initialDefault, 'write-default': field.writeDefault }), ...field.extra });

export const writeSchema = (schema: Schema): { readonly [key: string]: JsonValue } => ({
  type: 'struct', 'schema-id': schema.schemaId, fields: schema.fields.map(writeField),
  ...(schema.identifierFieldIds.length > 0 ? { 'identifier-field-ids': schema.identifierFieldIds } : {}),
  ...schema.extra,
});
