import type { LoadedTable, ScanPlan, StoredFile } from '@/lib/core/catalog';
import { brokenTable, unsupported } from '@/lib/model/errors';
import { toLogicalType, type NestedField, type Predicate, type Schema, type Snapshot } from '@/lib/model/iceberg';
import type { Column } from '@/lib/model/values/types';
import type { FilesScan } from '@/lib/ports/engines/port';
import type { Context } from '@/lib/kernel/context';

/** Columns of a schema that SQL can hold, with the field behind each. Variant and geometry columns are not among them. */
export function sqlColumns(schema: Schema): readonly (Column & { readonly field: NestedField })[] {
  return schema.fields.flatMap((field) => {
    const type = toLogicalType(field.type);
    return type === null ? [] : [{ name: field.name, type, field }];
  });
}

export interface ScanOrder {
  readonly alias: string;
  readonly snapshot: Snapshot | null;
  readonly schema: Schema;
  /** what is read, each under the name that the engine's text uses */
  readonly fields: readonly NestedField[];
  readonly filter: Predicate;
  readonly limit: number | null;
}

const PARQUET_ONLY = 'parquet';

/**
 * Plans a scan and turns it into what the engine reads: files on this machine, with the deletes that apply to each.
 * UNSUPPORTED for a store that is not local and for ORC and Avro data files, by name.
 */
export async function readScan(ctx: Context, loaded: LoadedTable, order: ScanOrder): Promise<{ scan: FilesScan; plan: ScanPlan }> {
  const { catalog } = ctx.ports;
  const plan = await catalog.planScan(loaded, { snapshot: order.snapshot, schema: order.schema, filter: order.filter, limit: order.limit, signal: ctx.signal });
  const foreign = plan.files.find(({ file }) => file.format !== PARQUET_ONLY);
  if (foreign) throw unsupported(`${foreign.path} is an ${foreign.file.format.toUpperCase()} file; this console reads Parquet.`);
  const places = await catalog.locate(plan);
  const placeOf = (path: string): string => places.get(path) ?? '';
  const local = ({ file, path }: StoredFile) => ({ file, localPath: placeOf(path) });
  // there are thousands: to spread each took a third of all that planning a thousand files does
  const files = plan.files.map(({ file, path, constants, deletes }) => ({ file, localPath: placeOf(path), constants, firstRowId: file.firstRowId, deletes: deletes.map(local) }));
  const equality = new Set(plan.files.flatMap(({ deletes }) => deletes.flatMap(({ file }) => (file.content === 'equality-deletes' ? (file.equalityIds ?? []) : []))));
  const deleteFields = new Map<number, NestedField>();
  for (const id of equality) {
    if (order.fields.some((field) => holds(field, id))) continue;
    const field = fieldOf(loaded, order.schema, id);
    deleteFields.set(field.id, field);
  }
  return { plan, scan: { kind: 'files', alias: order.alias, fields: order.fields, deleteFields: [...deleteFields.values()], files, nameMapping: mappingJson(plan.nameMapping), filter: order.filter, limit: order.limit } };
}

const holds = (field: NestedField, id: number): boolean => field.id === id || (field.type.type === 'struct' && field.type.fields.some((member) => holds(member, id)));

/** The column that is or holds what an equality delete compares; it may be gone from the schema that is read, and from the newest too. */
function fieldOf(loaded: LoadedTable, schema: Schema, id: number): NestedField {
  for (const candidate of [schema, ...[...loaded.metadata.schemas].reverse()]) {
    const field = candidate.fields.find((one) => holds(one, id));
    if (field) return { ...field, name: `_equality_${field.id}` };
  }
  throw brokenTable(`Rows of the table are deleted by a column with the field id ${id}, which it does not have in any schema.`, loaded.metadataPath);
}

type MappingJson = { readonly names: readonly string[]; readonly fields: readonly MappingJson[]; readonly 'field-id'?: number };
function mappingJson(mapping: ScanPlan['nameMapping']): readonly MappingJson[] | null {
  return mapping?.map(({ fieldId, names, fields }) => ({ names, fields: mappingJson(fields) ?? [], ...(fieldId === null ? {} : { 'field-id': fieldId }) })) ?? null;
}
