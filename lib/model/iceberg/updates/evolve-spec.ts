import { invalidInput } from '@/lib/model/errors';
import { currentSchema, currentSpec, fieldById, fieldByPath } from '../schema/lookup';
import { transformText } from '../schema/spec-json';
import { typeToText } from '../schema/type-json';
import type { IcebergType, PartitionField, Schema, SortField, TableMetadata, Transform } from '../types';
import { partitionFieldName } from './new-table';
import { columnIds, takesColumnName } from './partition-names';
import type { NewPartitionField } from './update';

export interface SpecField { readonly column: string; readonly transform: Transform; readonly name?: string }
export interface OrderField { readonly column: string; readonly transform?: Transform; readonly direction?: SortField['direction']; readonly nullOrder?: SortField['nullOrder'] }

const DATES: ReadonlySet<string> = new Set(['date', 'timestamp', 'timestamptz', 'timestamp_ns', 'timestamptz_ns']);
const BUCKETED: ReadonlySet<string> = new Set(['int', 'long', 'decimal', 'date', 'time', 'timestamp', 'timestamptz', 'timestamp_ns', 'timestamptz_ns', 'string', 'uuid', 'fixed', 'binary']);
const TRUNCATED: ReadonlySet<string> = new Set(['int', 'long', 'decimal', 'string', 'binary']);
const UNORDERED: ReadonlySet<string> = new Set(['struct', 'list', 'map', 'unknown', 'variant', 'geometry', 'geography']);

/** Why a transform does not take values of a type (spec, Partition Transforms); null when it does. */
export function transformProblem(transform: Transform, type: IcebergType): string | null {
  const only = (allowed: boolean, wanted: string): string | null => (allowed ? null : `${transformText(transform)} takes ${wanted}, not ${typeToText(type)}.`);
  switch (transform.kind) {
    case 'identity': case 'void': return only(!UNORDERED.has(type.type), 'single values that can be compared');
    case 'bucket': return only(BUCKETED.has(type.type), 'integers, decimals, dates, times, text, uuids and bytes');
    case 'truncate': return only(TRUNCATED.has(type.type), 'integers, decimals, text and bytes');
    case 'year': case 'month': case 'day': return only(DATES.has(type.type), 'dates and timestamps');
    case 'hour': return only(DATES.has(type.type) && type.type !== 'date', 'timestamps');
    case 'unknown': return `There is no transform ${transform.text}.`;
  }
}

/** The column that a partition or sort field reads; `use` is for the error. */
function sourceOf(schema: Schema, column: string, transform: Transform, use: string): { id: number; path: string } {
  const placed = fieldByPath(schema, column);
  if (placed === null) throw invalidInput(`There is no column ${column} to ${use} by.`);
  for (let parent = placed.parentId; parent !== null;) {
    const above = fieldById(schema, parent);
    if (above?.field.type.type === 'list' || above?.field.type.type === 'map') throw invalidInput(`${placed.path} stands inside a ${above.field.type.type}, which has many values in a row; a table cannot be ${use === 'sort' ? 'sorted' : 'partitioned'} by it.`);
    parent = above?.parentId ?? null;
  }
  const problem = transformProblem(transform, placed.field.type);
  if (problem !== null) throw invalidInput(`${placed.path}: ${problem}`);
  return { id: placed.field.id, path: placed.path };
}

const TIMES: ReadonlySet<string> = new Set(['year', 'month', 'day', 'hour']);
/** Two fields of one column whose values tell the same. */
const isRedundant = (a: Transform, b: Transform): boolean => transformText(a) === transformText(b) || (TIMES.has(a.kind) && TIMES.has(b.kind));

/**
 * Fields for `add-spec`, so that new data is partitioned by `wanted`. What the table was partitioned by before keeps its id.
 * In format version 1 a field that goes stays in its place as void, and new ones come behind (spec, Partition Evolution).
 * @throws INVALID_INPUT with the rule in words
 */
export function evolveSpec(metadata: TableMetadata, wanted: readonly SpecField[]): readonly NewPartitionField[] {
  const schema = currentSchema(metadata);
  const fields = wanted.map(({ column, transform, name }): NewPartitionField => {
    const source = sourceOf(schema, column, transform, 'partition');
    return { sourceId: source.id, name: name ?? partitionFieldName(source.path, transform), transform };
  });
  for (const [index, field] of fields.entries()) {
    if (fields.slice(0, index).some((other) => other.sourceId === field.sourceId && isRedundant(other.transform, field.transform))) throw invalidInput(`${field.name}: the table is partitioned by this column in this way already.`);
  }
  const complete = metadata.formatVersion === 1 ? withVoids(currentSpec(metadata).fields, fields) : fields;
  checkNames(schema, complete);
  return complete;
}

function checkNames(schema: Schema, fields: readonly NewPartitionField[]): void {
  const columns = columnIds(schema);
  const names = new Set<string>();
  for (const field of fields) {
    const { name } = field;
    if (name.trim() === '') throw invalidInput('A partition field needs a name.');
    if (names.has(name)) throw invalidInput(`Two partition fields are called ${name}.`);
    names.add(name);
    if (takesColumnName(columns, field)) throw invalidInput(`There is a column ${name}; choose another name for the partition field.`);
  }
}

function withVoids(before: readonly PartitionField[], wanted: readonly NewPartitionField[]): readonly NewPartitionField[] {
  const isSame = (a: NewPartitionField, b: NewPartitionField): boolean => a.sourceId === b.sourceId && transformText(a.transform) === transformText(b.transform);
  const taken = new Set(wanted.map(({ name }) => name));
  const kept = before.map((field): NewPartitionField => {
    const stays = field.transform.kind === 'void' ? undefined : wanted.find((one) => isSame(one, field));
    if (stays !== undefined) return { ...field, name: stays.name };
    return { ...field, transform: { kind: 'void' }, name: taken.has(field.name) ? `${field.name}_${field.fieldId}` : field.name };
  });
  return [...kept, ...wanted.filter((one) => !before.some((field) => field.transform.kind !== 'void' && isSame(one, field)))];
}

/** Fields for `add-sort-order`: nulls first when ascending and last when descending, unless told. Throws INVALID_INPUT. */
export function evolveSortOrder(metadata: TableMetadata, wanted: readonly OrderField[]): readonly SortField[] {
  const schema = currentSchema(metadata);
  const fields = wanted.map(({ column, transform = { kind: 'identity' }, direction = 'asc', nullOrder }): SortField =>
    ({ sourceId: sourceOf(schema, column, transform, 'sort').id, transform, direction, nullOrder: nullOrder ?? (direction === 'desc' ? 'nulls-last' : 'nulls-first') }));
  for (const [index, field] of fields.entries()) {
    if (fields.slice(0, index).some((other) => other.sourceId === field.sourceId && transformText(other.transform) === transformText(field.transform))) throw invalidInput('The sort order names one column twice in the same way.');
  }
  return fields;
}
