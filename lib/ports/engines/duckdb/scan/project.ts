import { unsupported } from '@/lib/model/errors';
import type { IcebergType, NestedField } from '@/lib/model/iceberg/types';
import { carrierFieldName } from '@/lib/model/values/carriers';
import { identifier } from '../quote';
import { defaultLiteral } from './literal';
import type { FileField, FileType } from './parquet-tree';
import { scanType } from './scan-type';

/** Reads a primitive of a file as the table's type: the promotions of the spec, and text or uuids that a writer left without their annotation. */
function convert(expression: string, from: string, to: IcebergType): string {
  const target = scanType(to);
  if (from === target) return expression;
  if (from === 'BLOB' && target === 'VARCHAR') return `decode(${expression})`;
  if (from === 'BLOB' && target === 'UUID') return `CAST(hex(${expression}) AS UUID)`;
  if (from === 'VARCHAR' && target === 'BLOB') return `encode(${expression})`;
  return `CAST(${expression} AS ${target})`;
}

/**
 * SQL that gives a value of a file the shape of the table's type. Members of a struct are found by field id at any
 * depth and named by position, members that the file lacks take their initial default, elements of lists and maps follow
 * their place.
 * @param depth nesting of lambdas so far, so that their parameters differ
 */
export function project(expression: string, from: FileType, to: IcebergType, depth: number): string {
  if (to.type === 'unknown') return 'CAST(NULL AS INTEGER)';
  if (to.type === 'struct') {
    if (from.kind !== 'struct') return mismatch(from, to);
    const members = to.fields.map((field, index) => `${carrierFieldName(index)} := ${projectMember(expression, from.fields, field, depth)}`);
    return `CASE WHEN ${expression} IS NULL THEN NULL ELSE struct_pack(${members.join(', ')}) END`;
  }
  if (to.type === 'list') {
    if (from.kind !== 'list') return mismatch(from, to);
    const item = `x${depth}`;
    const inner = project(item, from.element.type, to.element, depth + 1);
    return inner === item ? expression : `list_transform(${expression}, lambda ${item}: ${inner})`;
  }
  if (to.type === 'map') {
    if (from.kind !== 'map') return mismatch(from, to);
    const [item, key, value] = [`x${depth}`, `x${depth}.key`, `x${depth}.value`];
    const innerKey = project(key, from.key.type, to.key, depth + 1);
    const innerValue = project(value, from.value.type, to.value, depth + 1);
    if (innerKey === key && innerValue === value) return expression;
    const entries = `list_transform(map_entries(${expression}), lambda ${item}: struct_pack(key := ${innerKey}, value := ${innerValue}))`;
    return `CASE WHEN ${expression} IS NULL THEN NULL ELSE map_from_entries(${entries}) END`;
  }
  return from.kind === 'primitive' ? convert(expression, from.name, to) : mismatch(from, to);
}

function projectMember(parent: string, members: readonly FileField[], field: NestedField, depth: number): string {
  const member = members.find(({ id }) => id === field.id);
  if (member) return project(`struct_extract(${parent}, '${member.name.replaceAll("'", "''")}')`, member.type, field.type, depth);
  if (members.some(({ id }) => id === null)) {
    throw unsupported(`The member ${field.name} of a struct has no field id in a data file, and the table has no name mapping that gives it one.`);
  }
  return defaultLiteral(field.initialDefault, field.type);
}

function mismatch(from: FileType, to: IcebergType): never {
  throw unsupported(`A data file holds a ${from.kind === 'primitive' || from.kind === 'other' ? from.name : from.kind} where the table has a ${to.type}.`);
}

/** A column of the file, by the id of the field, or null when the file lacks it. */
export function projectColumn(file: string, columns: readonly FileField[], field: NestedField): string | null {
  if (field.type.type === 'unknown') return 'CAST(NULL AS INTEGER)';
  const column = columns.find(({ id }) => id === field.id);
  return column === undefined ? null : project(`${file}.${identifier(column.name)}`, column.type, field.type, 0);
}
