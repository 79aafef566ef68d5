import { placedFields } from '../schema/lookup';
import type { Schema } from '../types';
import type { NewPartitionField } from './update';

/** Ids of all columns by dotted name. */
export const columnIds = (schema: Schema): ReadonlyMap<string, number> => new Map(placedFields(schema).map(({ field, path }) => [path, field.id]));

/** Whether a partition field bears the name of a column that is not its own, identity's or void's: Iceberg's Java refuses to load the whole table then. */
export function takesColumnName(columns: ReadonlyMap<string, number>, { name, sourceId, transform }: NewPartitionField): boolean {
  const column = columns.get(name);
  return column !== undefined && !(column === sourceId && (transform.kind === 'identity' || transform.kind === 'void'));
}
